// What the pages of the libraries have in common: the model, which stands for
// the server, and the four forms in which each widget is shown. A page shows the
// widgets of one kind: mui.html?kind=switch.
window.model = {};
window.heard = [];
window.presses = 0;
document.addEventListener('pointerdown', () => { window.presses++; }, true);

export const kind = new URLSearchParams(location.search).get('kind');
export const options = ['Anyone', 'Friends', 'Private'];
export const twofold = kind === 'switch' || kind === 'checkbox';

// forms has the name of each widget: one that works at once, one that is
// disabled, one that shows a change only when the server has answered, and one
// that is removed and drawn again at each change.
export const forms = { plain: 'Watch history', disabled: 'Ratings', server: 'Playback data', redrawn: 'Library statistics' };

export const first = twofold ? true : 'Friends';
const said = (v) => (v === true ? 'on' : v === false ? 'off' : v);

for (const form of Object.keys(forms)) window.model[form] = said(first);

// change tells the server, and shows what a form shows after a change.
export function change(form, value, show) {
  window.model[form] = said(value);
  window.heard.push(`${form}=${said(value)}`);
  if (form === 'server') setTimeout(() => show(value), 300);
  else show(value);
}

export function ready() {
  requestAnimationFrame(() => requestAnimationFrame(() => { window.wired = true; }));
}

import { kind, forms, options, first, change, ready } from './stage.js';
import { make, token, meant } from './dom-make-stage.js';

export { make, token, meant };

// stage draws custom elements: a kind is a function that makes one row.
export function stage(kinds) {
  window.kinds = Object.keys(kinds);
  const root = document.getElementById('root');
  for (const form of kinds[kind] ? Object.keys(forms) : []) {
    const row = document.createElement('div');
    row.style.padding = '12px';
    root.append(row);
    let shown = first;
    let made = null;
    const set = (v) => {
      if (v === shown) return;
      if (form === 'server') made.show(shown);
      change(form, v, (now) => {
        shown = now;
        if (form === 'redrawn') draw();
        else made.show(now);
      });
    };
    const draw = () => {
      made = kinds[kind]({ value: shown, set, disabled: form === 'disabled', name: forms[form], id: `w-${form}`, options });
      row.replaceChildren(...made.nodes);
    };
    draw();
  }
  ready();
}

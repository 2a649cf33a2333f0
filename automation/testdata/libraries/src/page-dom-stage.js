import { model, describe, kindOf, load } from './page-stage.js';
import { make, token, meant } from './dom-make-stage.js';

export { make, token, meant };

const plain = {
  button: ({ text, press }) => make('button', { type: 'button', onclick: press }, text),
  accordion: (title, nodes) => {
    const part = make('div', { hidden: true }, ...nodes);
    const button = make('button', { type: 'button', 'aria-expanded': 'false', onclick: () => {
      part.hidden = !part.hidden;
      button.setAttribute('aria-expanded', String(!part.hidden));
    } }, title);
    return make('section', {}, make('h2', {}, button), part);
  },
  dialog: (title, close, nodes) => make('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': title, style: 'position:fixed;inset:20px;overflow:auto;background:#fff' }, make('h2', {}, title), ...nodes),
};

// stage draws a page with custom elements, and the button, accordion and dialog of their
// library if it brings them. A widget is made once, and then shows what changes.
export function stage(kinds, parts = {}) {
  const { button, accordion, dialog } = { ...plain, ...parts };
  const root = document.getElementById('root');
  const shown = [];
  let open = null;
  const item = (it) => {
    if (it.heading) return make(`h${it.heading}`, {}, it.text);
    if (it.control) {
      const { key, label, change, options } = it.control;
      const made = kindOf(kinds, it.control)({ value: model.state[key], set: (v) => v !== model.state[key] && change(v), disabled: false, name: label, id: `w-${key}`, options });
      shown.push(() => made.show(model.state[key]));
      const row = make('div', {}, ...made.nodes);
      row.style.padding = '8px';
      return row;
    }
    if (it.button) return button(it.button);
    if (it.row) return make('div', {}, make('span', {}, it.row.text), ' ', button(it.row.button));
    if (it.accordion) return accordion(it.accordion.title, it.accordion.items.map(item));
    return make('p', {}, it.text);
  };
  const said = make('p', { role: 'status' });
  const main = make('main', {});
  root.append(main);
  model.drawn = () => {
    const items = describe();
    if (!main.firstChild && items.length) main.append(...items.filter((it) => !it.dialog).map(item), said);
    for (const show of shown) show();
    said.textContent = model.said;
    const box = items.find((it) => it.dialog)?.dialog;
    if (box?.open && !open) {
      open = dialog(box.title, box.close, box.items.map(item));
      root.append(open);
    } else if (!box?.open && open) {
      open.remove();
      open = null;
    }
  };
  load();
}

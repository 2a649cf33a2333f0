import { kind, forms, first, change, ready } from './stage.js';

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
      made = kinds[kind]({ value: shown, set, disabled: form === 'disabled', name: forms[form], id: `w-${form}` });
      row.replaceChildren(...made.nodes);
    };
    draw();
  }
  ready();
}

export function make(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (k.startsWith('on')) el.addEventListener(k.slice(2), v);
    else if (k in el || typeof v !== 'string') el[k] = v;
    else el.setAttribute(k, v);
  }
  el.append(...children);
  return el;
}

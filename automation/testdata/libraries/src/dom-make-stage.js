// make makes an element: "on…" are listeners, what the element knows are properties, the
// rest are attributes.
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

// Some elements have no spaces in values. token returns a text without, and meant the
// option that it stands for.
export const token = (text) => text.replaceAll(' ', '-');
export const meant = (value, options) => options.find((o) => token(o) === value) ?? value;

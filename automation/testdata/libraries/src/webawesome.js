import '@awesome.me/webawesome/dist/styles/webawesome.css';
import '@awesome.me/webawesome/dist/components/switch/switch.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import '@awesome.me/webawesome/dist/components/radio/radio.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import { stage, make, token, meant } from './dom-stage.js';

const box = (tag) => ({ value, set, disabled, name }) => {
  const el = make(tag, { checked: value, disabled, onchange: () => set(el.checked) }, name);
  return { nodes: [el], show: (v) => { el.checked = v; } };
};
const choice = (tag, option, more = {}) => ({ value, set, disabled, name, options }) => {
  const el = make(tag, { label: name, value: token(value), disabled, onchange: () => set(meant(el.value, options)) }, ...options.map((o) => make(option, { value: token(o), ...more }, o)));
  return { nodes: [el], show: (v) => { el.value = token(v); } };
};
stage({ switch: box('wa-switch'), checkbox: box('wa-checkbox'), radio: choice('wa-radio-group', 'wa-radio'), segmented: choice('wa-radio-group', 'wa-radio', { appearance: 'button' }), select: choice('wa-select', 'wa-option') });

import '@shoelace-style/shoelace/dist/themes/light.css';
import '@shoelace-style/shoelace/dist/components/switch/switch.js';
import '@shoelace-style/shoelace/dist/components/checkbox/checkbox.js';
import '@shoelace-style/shoelace/dist/components/radio-group/radio-group.js';
import '@shoelace-style/shoelace/dist/components/radio/radio.js';
import '@shoelace-style/shoelace/dist/components/radio-button/radio-button.js';
import '@shoelace-style/shoelace/dist/components/select/select.js';
import '@shoelace-style/shoelace/dist/components/option/option.js';
import { stage, make, token, meant } from './dom-stage.js';

const box = (tag) => ({ value, set, disabled, name }) => {
  const el = make(tag, { checked: value, disabled, 'onsl-change': () => set(el.checked) }, name);
  return { nodes: [el], show: (v) => { el.checked = v; } };
};
const choice = (tag, option) => ({ value, set, disabled, name, options }) => {
  const el = make(tag, { label: name, value: token(value), 'onsl-change': () => set(meant(el.value, options)) }, ...options.map((o) => make(option, { value: token(o), disabled }, o)));
  if (tag === 'sl-select') el.disabled = disabled;
  return { nodes: [el], show: (v) => { el.value = token(v); } };
};
stage({ switch: box('sl-switch'), checkbox: box('sl-checkbox'), radio: choice('sl-radio-group', 'sl-radio'), segmented: choice('sl-radio-group', 'sl-radio-button'), select: choice('sl-select', 'sl-option') });

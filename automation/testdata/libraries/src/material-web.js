import '@material/web/switch/switch.js';
import '@material/web/checkbox/checkbox.js';
import '@material/web/radio/radio.js';
import '@material/web/select/outlined-select.js';
import '@material/web/select/select-option.js';
import { stage, make } from './dom-stage.js';

// Its switches and boxes have no text of their own: a label points at them, or
// stands around them.
stage({
  switch: ({ value, set, disabled, name, id }) => {
    const el = make('md-switch', { id, selected: value, disabled, onchange: () => set(el.selected) });
    return { nodes: [make('label', { htmlFor: id }, name), el], show: (v) => { el.selected = v; } };
  },
  checkbox: ({ value, set, disabled, name }) => {
    const el = make('md-checkbox', { checked: value, disabled, onchange: () => set(el.checked) });
    return { nodes: [make('label', {}, el, name)], show: (v) => { el.checked = v; } };
  },
  radio: ({ value, set, disabled, name, id, options }) => {
    const all = options.map((o) => make('md-radio', { name: id, value: o, checked: o === value, disabled, onchange: () => set(o) }));
    const group = make('div', { role: 'radiogroup', 'aria-labelledby': id }, make('h3', { id }, name), ...all.map((el) => make('label', {}, el, el.value)));
    return { nodes: [group], show: (v) => { for (const el of all) el.checked = el.value === v; } };
  },
  select: ({ value, set, disabled, name, options }) => {
    const el = make('md-outlined-select', { label: name, value, disabled, onchange: () => set(el.value) },
      ...options.map((o) => make('md-select-option', { value: o, selected: o === value }, make('div', { slot: 'headline' }, o))));
    return { nodes: [el], show: (v) => { el.value = v; } };
  },
});

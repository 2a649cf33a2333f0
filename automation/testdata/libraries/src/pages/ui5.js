import '@ui5/webcomponents/dist/Switch.js';
import '@ui5/webcomponents/dist/CheckBox.js';
import '@ui5/webcomponents/dist/RadioButton.js';
import '@ui5/webcomponents/dist/Select.js';
import '@ui5/webcomponents/dist/Option.js';
import '@ui5/webcomponents/dist/SegmentedButton.js';
import '@ui5/webcomponents/dist/SegmentedButtonItem.js';
import '@ui5/webcomponents/dist/Panel.js';
import '@ui5/webcomponents/dist/Button.js';
import '@ui5/webcomponents/dist/Label.js';
import { stage, make } from './dom-stage.js';

stage({
  switch: ({ value, set, disabled, name }) => {
    const el = make('ui5-switch', { checked: value, disabled, accessibleName: name, onchange: () => set(el.checked) });
    return { nodes: [make('span', {}, name), ' ', el], show: (v) => { el.checked = v; } };
  },
  checkbox: ({ value, set, disabled, name }) => {
    const el = make('ui5-checkbox', { text: name, checked: value, disabled, onchange: () => set(el.checked) });
    return { nodes: [el], show: (v) => { el.checked = v; } };
  },
  radio: ({ value, set, disabled, name, id, options }) => {
    const all = options.map((o) => make('ui5-radio-button', { name: id, text: o, checked: o === value, disabled, onchange: () => set(o) }));
    return { nodes: [make('div', { role: 'radiogroup', 'aria-label': name }, make('span', {}, name), ...all)], show: (v) => all.forEach((el, i) => { el.checked = options[i] === v; }) };
  },
  select: ({ value, set, disabled, name, options }) => {
    const el = make('ui5-select', { accessibleName: name, disabled, onchange: (e) => set(e.detail.selectedOption.textContent) }, ...options.map((o) => make('ui5-option', { value: o, selected: o === value }, o)));
    return { nodes: [make('span', {}, name), ' ', el], show: (v) => { for (const o of el.children) o.selected = o.textContent === v; } };
  },
  segmented: ({ value, set, disabled, name, options }) => {
    const el = make('ui5-segmented-button', { accessibleName: name, 'onselection-change': (e) => set(e.detail.selectedItems[0].textContent) }, ...options.map((o) => make('ui5-segmented-button-item', { selected: o === value, disabled }, o)));
    return { nodes: [make('span', {}, name), ' ', el], show: (v) => { for (const o of el.children) o.selected = o.textContent === v; } };
  },
}, {
  button: ({ text, press }) => make('ui5-button', { onclick: press }, text),
  accordion: (title, nodes) => make('ui5-panel', { headerText: title, collapsed: true }, ...nodes),
});

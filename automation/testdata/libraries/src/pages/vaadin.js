import '@vaadin/checkbox';
import '@vaadin/radio-group';
import '@vaadin/select';
import '@vaadin/accordion';
import '@vaadin/button';
import { stage, make } from './dom-stage.js';

stage({
  checkbox: ({ value, set, disabled, name }) => {
    const el = make('vaadin-checkbox', { label: name, checked: value, disabled, onchange: () => set(el.checked) });
    return { nodes: [el], show: (v) => { el.checked = v; } };
  },
  radio: ({ value, set, disabled, name, options }) => {
    const el = make('vaadin-radio-group', { label: name, value, disabled, 'onvalue-changed': (e) => e.detail.value && set(e.detail.value) }, ...options.map((o) => make('vaadin-radio-button', { value: o, label: o })));
    return { nodes: [el], show: (v) => { el.value = v; } };
  },
  select: ({ value, set, disabled, name, options }) => {
    const el = make('vaadin-select', { label: name, items: options.map((o) => ({ label: o, value: o })), value, disabled, onchange: () => set(el.value) });
    return { nodes: [el], show: (v) => { el.value = v; } };
  },
}, {
  button: ({ text, press }) => make('vaadin-button', { onclick: press }, text),
  accordion: (title, nodes) => {
    const panel = make('vaadin-accordion-panel', {}, make('vaadin-accordion-heading', { slot: 'summary' }, title), make('div', {}, ...nodes));
    const all = make('vaadin-accordion', {}, panel);
    all.opened = null;
    return all;
  },
});

import 'quasar/dist/quasar.css';
import { h } from 'vue';
import { Quasar, QToggle, QCheckbox, QOptionGroup, QSelect, QBtnToggle, QExpansionItem, QDialog, QCard, QBtn } from 'quasar';
import { stage } from './vue-stage.js';

const entries = (options) => options.map((o) => ({ label: o, value: o }));
const on = (set) => ({ 'onUpdate:modelValue': set });
stage({
  switch: ({ value, set, disabled, name }) => h(QToggle, { label: name, modelValue: value, disable: disabled, ...on(set) }),
  checkbox: ({ value, set, disabled, name }) => h(QCheckbox, { label: name, modelValue: value, disable: disabled, ...on(set) }),
  radio: ({ value, set, disabled, name, id, options }) => [h('span', { id }, name), h(QOptionGroup, { 'aria-labelledby': id, type: 'radio', options: entries(options), modelValue: value, disable: disabled, ...on(set) })],
  select: ({ value, set, disabled, name, options }) => h(QSelect, { label: name, options, modelValue: value, disable: disabled, ...on(set) }),
  segmented: ({ value, set, disabled, name, id, options }) => [h('span', { id }, name), h(QBtnToggle, { 'aria-labelledby': id, options: entries(options), modelValue: value, disable: disabled, ...on(set) })],
}, {
  use: (app) => app.use(Quasar),
  parts: {
    button: ({ text, press }) => h(QBtn, { label: text, noCaps: true, onClick: press }),
    accordion: (title, inner) => h(QExpansionItem, { label: title }, inner),
    dialog: (title, close, inner) => h(QDialog, { modelValue: true, 'aria-label': title, onHide: close }, () => h(QCard, { style: 'padding:20px' }, () => [h('h2', title), ...inner()])),
  },
});

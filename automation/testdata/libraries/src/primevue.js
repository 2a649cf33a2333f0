import { h } from 'vue';
import PrimeVue from 'primevue/config';
import Aura from '@primeuix/themes/aura';
import ToggleSwitch from 'primevue/toggleswitch';
import Checkbox from 'primevue/checkbox';
import RadioButton from 'primevue/radiobutton';
import Select from 'primevue/select';
import SelectButton from 'primevue/selectbutton';
import { stage } from './vue-stage.js';

const on = (set) => ({ 'onUpdate:modelValue': set });
stage({
  switch: ({ value, set, disabled, name, id }) => [h('label', { for: id }, name), h(ToggleSwitch, { inputId: id, modelValue: value, disabled, ...on(set) })],
  checkbox: ({ value, set, disabled, name, id }) => [h(Checkbox, { inputId: id, binary: true, modelValue: value, disabled, ...on(set) }), h('label', { for: id }, name)],
  radio: ({ value, set, disabled, name, id, options }) => h('fieldset', [h('legend', name), ...options.map((o) => h('div', [h(RadioButton, { inputId: id + o, name: id, value: o, modelValue: value, disabled, ...on(set) }), h('label', { for: id + o }, o)]))]),
  select: ({ value, set, disabled, name, id, options }) => [h('label', { id }, name), h(Select, { ariaLabelledby: id, options, modelValue: value, disabled, ...on(set) })],
  segmented: ({ value, set, disabled, name, id, options }) => [h('span', { id }, name), h(SelectButton, { ariaLabelledby: id, options, allowEmpty: false, modelValue: value, disabled, ...on(set) })],
}, { use: (app) => app.use(PrimeVue, { theme: { preset: Aura } }) });

import 'vuetify/styles';
import { h } from 'vue';
import { createVuetify } from 'vuetify';
import { VApp, VSwitch, VCheckbox, VRadioGroup, VRadio, VSelect, VBtnToggle, VBtn } from 'vuetify/components';
import { stage } from './vue-stage.js';

stage({
  switch: ({ value, set, disabled, name }) => h(VSwitch, { label: name, modelValue: value, disabled, 'onUpdate:modelValue': (v) => set(!!v) }),
  checkbox: ({ value, set, disabled, name }) => h(VCheckbox, { label: name, modelValue: value, disabled, 'onUpdate:modelValue': (v) => set(!!v) }),
  radio: ({ value, set, disabled, name, options }) => h(VRadioGroup, { label: name, modelValue: value, disabled, 'onUpdate:modelValue': set }, () => options.map((o) => h(VRadio, { label: o, value: o }))),
  select: ({ value, set, disabled, name, options }) => h(VSelect, { label: name, items: options, modelValue: value, disabled, 'onUpdate:modelValue': set }),
  segmented: ({ value, set, disabled, name, id, options }) => [h('span', { id }, name), h(VBtnToggle, { modelValue: value, mandatory: true, disabled, role: 'group', 'aria-labelledby': id, 'onUpdate:modelValue': set }, () => options.map((o) => h(VBtn, { value: o }, () => o)))],
}, { use: (app) => app.use(createVuetify()), wrap: (rows) => h(VApp, () => rows) });

import 'element-plus/dist/index.css';
import { h } from 'vue';
import { ElSwitch, ElCheckbox, ElRadioGroup, ElRadio, ElSelect, ElOption, ElSegmented } from 'element-plus';
import { stage } from './vue-stage.js';

const on = (set) => ({ 'onUpdate:modelValue': set });
stage({
  switch: ({ value, set, disabled, name, id }) => [h('label', { for: id }, name), ' ', h(ElSwitch, { id, modelValue: value, disabled, ...on(set) })],
  checkbox: ({ value, set, disabled, name }) => h(ElCheckbox, { label: name, modelValue: value, disabled, ...on(set) }),
  radio: ({ value, set, disabled, name, id, options }) => h('fieldset', [h('legend', { id }, name), h(ElRadioGroup, { modelValue: value, disabled, ...on(set) }, () => options.map((o) => h(ElRadio, { value: o }, () => o)))]),
  select: ({ value, set, disabled, name, id, options }) => [h('label', { for: id }, name), h(ElSelect, { id, modelValue: value, disabled, style: 'width:200px', ...on(set) }, () => options.map((o) => h(ElOption, { label: o, value: o })))],
  segmented: ({ value, set, disabled, name, id, options }) => [h('span', { id }, name), h(ElSegmented, { options, modelValue: value, disabled, ariaLabel: name, ...on(set) })],
});

import { h } from 'vue';
import { NSwitch, NCheckbox, NRadioGroup, NRadio, NRadioButton, NSelect, NCollapse, NCollapseItem, NModal, NButton } from 'naive-ui';
import { stage } from './vue-stage.js';

const on = (set) => ({ 'onUpdate:value': set });
stage({
  switch: ({ value, set, disabled, name, id }) => [h('label', { id }, name), h(NSwitch, { 'aria-labelledby': id, value, disabled, ...on(set) })],
  checkbox: ({ value, set, disabled, name }) => h(NCheckbox, { label: name, checked: value, disabled, 'onUpdate:checked': set }),
  radio: ({ value, set, disabled, name, id, options }) => h('fieldset', [h('legend', { id }, name), h(NRadioGroup, { name: id, value, disabled, ...on(set) }, () => options.map((o) => h(NRadio, { value: o, label: o })))]),
  select: ({ value, set, disabled, name, id, options }) => [h('label', { id }, name), h(NSelect, { 'aria-labelledby': id, options: options.map((o) => ({ label: o, value: o })), value, disabled, style: 'width:220px', ...on(set) })],
  segmented: ({ value, set, disabled, name, id, options }) => h('fieldset', [h('legend', { id }, name), h(NRadioGroup, { name: id, value, disabled, ...on(set) }, () => options.map((o) => h(NRadioButton, { value: o, label: o })))]),
}, {
  parts: {
    button: ({ text, press }) => h(NButton, { onClick: press }, () => text),
    accordion: (title, inner) => h(NCollapse, null, () => h(NCollapseItem, { title, name: '1' }, inner)),
    dialog: (title, close, inner) => h(NModal, { show: true, preset: 'card', title, style: 'width:600px', 'onUpdate:show': close }, inner),
  },
});

import 'vant/lib/index.css';
import { defineComponent, h, ref } from 'vue';
import { Switch, Cell, Checkbox, RadioGroup, Radio, Collapse, CollapseItem, Popup, Button } from 'vant';
import { stage } from './vue-stage.js';

const on = (set) => ({ 'onUpdate:modelValue': set });
const Folded = defineComponent({
  props: ['title'],
  setup(props, { slots }) {
    const open = ref([]);
    return () => h(Collapse, { modelValue: open.value, 'onUpdate:modelValue': (v) => { open.value = v; } }, () => h(CollapseItem, { title: props.title, name: '1' }, slots));
  },
});
stage({
  switch: ({ value, set, disabled, name }) => h(Cell, { title: name, center: true }, { 'right-icon': () => h(Switch, { modelValue: value, disabled, ...on(set) }) }),
  checkbox: ({ value, set, disabled, name }) => h(Checkbox, { shape: 'square', modelValue: value, disabled, ...on(set) }, () => name),
  radio: ({ value, set, disabled, name, id, options }) => h('fieldset', [h('legend', { id }, name), h(RadioGroup, { modelValue: value, disabled, ...on(set) }, () => options.map((o) => h(Radio, { name: o }, () => o)))]),
}, {
  parts: {
    button: ({ text, press }) => h(Button, { onClick: press }, () => text),
    accordion: (title, inner) => h(Folded, { title }, inner),
    dialog: (title, close, inner) => h(Popup, { show: true, 'aria-label': title, position: 'bottom', style: 'height:90%', 'onUpdate:show': close }, () => [h('h2', title), ...inner()]),
  },
});

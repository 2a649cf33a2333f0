import { createApp, defineComponent, h, ref } from 'vue';
import { kind, forms, options, first, change, ready } from './stage.js';

const Row = defineComponent({
  props: ['form', 'draw'],
  setup(props) {
    const value = ref(first), drawn = ref(0);
    const set = (v) => change(props.form, v, (shown) => {
      value.value = shown;
      if (props.form === 'redrawn') drawn.value++;
    });
    return () => h('div', { key: drawn.value, style: 'padding:12px' },
      [props.draw({ value: value.value, set, disabled: props.form === 'disabled', name: forms[props.form], id: `w-${props.form}`, options })]);
  },
});

export function stage(kinds, { use = () => {}, wrap = (rows) => h('main', rows) } = {}) {
  window.kinds = Object.keys(kinds);
  const draw = kinds[kind];
  const app = createApp({ render: () => wrap(draw ? Object.keys(forms).map((form) => h(Row, { key: form, form, draw })) : []) });
  use(app);
  app.mount('#root');
  ready();
}

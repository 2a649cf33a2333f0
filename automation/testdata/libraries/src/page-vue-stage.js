import { createApp, defineComponent, h, ref } from 'vue';
import { model, describe, kindOf, load } from './page-stage.js';

const Section = defineComponent({
  props: ['title'],
  setup(props, { slots }) {
    const open = ref(false);
    return () => h('section', [
      h('h2', h('button', { type: 'button', 'aria-expanded': String(open.value), onClick: () => { open.value = !open.value; } }, props.title)),
      open.value ? h('div', slots.default()) : null,
    ]);
  },
});
const plain = {
  button: ({ text, press }) => h('button', { type: 'button', onClick: press }, text),
  accordion: (title, inner) => h(Section, { title }, inner),
  dialog: (title, close, inner) => h('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': title, style: 'position:fixed;inset:20px;overflow:auto;background:#fff' }, [h('h2', title), ...inner()]),
};

// stage draws a page with the widgets of a library, and its button, accordion and dialog
// if it brings them.
export function stage(kinds, { use = () => {}, wrap = (rows) => h('main', rows), parts = {} } = {}) {
  const { button, accordion, dialog } = { ...plain, ...parts };
  const drawn = ref(0);
  model.drawn = () => { drawn.value++; };
  const item = (it) => {
    if (it.heading) return h(`h${it.heading}`, it.text);
    if (it.control) {
      const { key, label, change, options } = it.control;
      return h('div', { key, style: 'padding:8px' }, [kindOf(kinds, it.control)({ value: model.state[key], set: change, disabled: false, name: label, id: `w-${key}`, options })]);
    }
    if (it.button) return button(it.button);
    if (it.row) return h('div', [h('span', it.row.text), ' ', button(it.row.button)]);
    if (it.accordion) return accordion(it.accordion.title, () => it.accordion.items.map(item));
    if (it.dialog) return it.dialog.open ? dialog(it.dialog.title, it.dialog.close, () => it.dialog.items.map(item)) : null;
    return h('p', it.text);
  };
  const app = createApp({ render: () => (drawn.value, wrap([...describe().map(item), h('p', { role: 'status' }, model.said)])) });
  use(app);
  app.mount('#root');
  load();
}

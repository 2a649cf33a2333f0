// Web components with open shadow roots. What a person sees is painted; what
// holds the state is a hidden native control inside.
(() => {
  const { el } = plex;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block }
    .row { display: flex; align-items: center; justify-content: space-between; gap: 16px; padding: 10px 0 }
    .hide { position: absolute; opacity: 0; width: 1px; height: 1px; pointer-events: none }
    label.track { position: relative; display: flex; align-items: center; gap: 12px; cursor: pointer; flex: 1; justify-content: space-between }
    .pill { width: 42px; height: 22px; border-radius: 11px; background: #9aa4ad; flex: none; position: relative; transition: background .1s }
    .pill::after { content: ""; position: absolute; width: 18px; height: 18px; border-radius: 50%; background: #fff; left: 2px; top: 2px; transition: left .1s }
    input:checked + .pill { background: #e5a00d }
    input:checked + .pill::after { left: 22px }
    input:disabled + .pill { opacity: .4 }
    button { font: inherit; padding: 6px 16px; border-radius: 4px; border: 1px solid #8a939b; background: transparent; color: inherit; cursor: pointer }
    button[aria-pressed=true] { background: #e5a00d; border-color: #e5a00d; color: #1f2326 }
    button.primary { background: #e5a00d; border-color: #e5a00d; color: #1f2326; font-weight: 700 }
    select { font: inherit; padding: 5px 8px; border-radius: 4px; background: #fff; color: #1f2326; min-width: 12em }
    small { display: block; opacity: .75; max-width: 60ch }
    .backdrop { position: fixed; inset: 0; background: #000a; display: grid; place-items: center; z-index: 50 }
    .panel { width: 560px; max-width: 94vw; max-height: 84vh; display: flex; flex-direction: column; background: #2c3238; color: #eee; border-radius: 8px; padding: 20px 24px; box-shadow: 0 10px 40px #000c }
    a { color: #cc7b19 }
    .info::after { content: "i"; display: inline-block; margin-left: 8px; width: 15px; height: 15px; border: 1px solid; border-radius: 50%; font: italic 700 11px/14px serif; text-align: center; opacity: .7 }
    :host(plx-button) { display: inline-block; margin-right: 10px }
    :host(.secondary) button.primary { background: #ffffff1f; border-color: transparent; color: #eee }
    small { color: inherit }
  `);

  class Widget extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    }
  }
  for (const name of ['plx-switch', 'plx-button', 'plx-select', 'plx-vendor', 'plx-dialog', 'plx-card', 'plx-pressed']) {
    customElements.define(name, class extends Widget {});
  }
  const make = (tag, ...shadow) => { const host = el(tag); host.shadowRoot.append(...shadow); return host; };

  function toggle({ name, help, value, disabled, kind, onToggle }) {
    if (kind === 'pressed') return pressed({ name, help, value, disabled, onToggle });
    const input = el('input', { type: 'checkbox', class: 'hide', disabled, onchange: () => onToggle(input.checked) });
    input.checked = Boolean(value);
    const node = make('plx-switch', el('div', { class: 'row' }, el('label', { class: 'track' }, el('span', {}, name), input, el('span', { class: 'pill' }))), help ? el('small', {}, help) : '');
    return { node, set: (v) => { input.checked = Boolean(v); }, disable: (d) => { input.disabled = d; } };
  }

  // A button that stays down: its name is the setting, its state aria-pressed.
  function pressed({ name, help, value, disabled, onToggle }) {
    let on = Boolean(value);
    const face = el('span', { 'aria-hidden': 'true' });
    const button = el('button', { type: 'button', 'aria-label': name, disabled, onclick: () => { on = !on; show(); onToggle(on); } }, face);
    const show = () => { button.setAttribute('aria-pressed', String(on)); face.textContent = on ? 'On' : 'Off'; };
    show();
    const node = make('plx-pressed', el('div', { class: 'row' }, el('span', {}, name), button), help ? el('small', {}, help) : '');
    return { node, set: (v) => { on = Boolean(v); show(); }, disable: (d) => { button.disabled = d; } };
  }

  function select({ name, info, value, options, disabled, onPick }) {
    const field = el('select', { disabled, onchange: () => onPick(field.value) }, ...options.map((o) => el('option', { value: o.value }, o.label)));
    field.value = value;
    const text = el('span', {}, name, info ? el('span', { class: 'info', title: info, 'aria-hidden': 'true' }) : '');
    const row = plex.has('unlabelled') ? el('div', { class: 'row' }, text, field) : el('label', { class: 'row' }, text, field);
    return { node: make('plx-select', row), set: (v) => { field.value = v; }, disable: (d) => { field.disabled = d; } };
  }

  function yesNo({ name, value, onPick }) {
    const picker = select({ name, value: String(Boolean(value)), options: [{ value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }], onPick: (v) => onPick(v === 'true') });
    return { node: picker.node, set: (v) => picker.set(String(Boolean(v))) };
  }

  const action = ({ name, onPress }) => make('plx-button', el('button', { type: 'button', onclick: () => onPress() }, name));

  function saver({ name, mode, onPress }) {
    // A submit button must stand in the form's own tree to submit it.
    if (mode === 'form') return el('button', { type: 'submit', class: 'button' }, name);
    const press = async (e) => { e.preventDefault(); await plex.pause(100); await onPress(); };
    return make('plx-button', mode === 'link' ? el('a', { href: '', onclick: press }, name) : el('button', { type: 'button', class: 'primary', onclick: press }, name));
  }

  function dialog({ title, onClose }) {
    const slot = el('slot');
    const panel = el('div', { class: 'panel', role: 'dialog', 'aria-modal': 'true', 'aria-label': title, tabindex: '-1' }, slot);
    const host = make('plx-dialog', el('div', { class: 'backdrop' }, panel));
    const close = () => { host.remove(); onClose?.(); };
    host.addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });
    return {
      heading: el('h3', {}, title), close,
      open: (...parts) => { host.append(...parts); document.body.append(host); panel.focus(); },
      replace: (...parts) => host.replaceChildren(...parts),
    };
  }

  function group({ title }, ...children) {
    const host = make('plx-card', el('section', { 'aria-label': title }, el('h3', {}, title), el('slot')));
    host.append(...children);
    return host;
  }

  plex.kits.components = { toggle, select, dropdown: select, yesNo, action, saver, dialog, group, name: 'components' };
})();

// Native widgets in the manner of the site as it was recorded.
(() => {
  const { el } = plex;
  let serial = 0;
  const next = (stem) => `${stem}-${++serial}`;

  // A titled box without a label, as in the privacy forms, or a box in its
  // own label, as on the email page.
  function toggle({ name, help, ends = [], value, disabled, option, titled, onToggle }) {
    const input = el('input', { type: 'checkbox', class: titled ? 'opt-out' : 'user-option', 'data-option': option, title: titled ? name : false, disabled });
    input.checked = Boolean(value);
    const word = titled ? el('b', {}, name) : el('span', { class: 'option-label' }, name);
    const show = () => { if (!titled) word.style.fontWeight = input.checked ? '700' : '400'; };
    input.addEventListener('change', () => { show(); onToggle(input.checked); });
    show();
    const node = titled
      ? el('div', { class: `privacy-prefs-option ${option || ''}` }, input, ' ', word, help ? el('p', { class: 'privacy-prefs-help' }, help) : null)
      : el('label', { class: 'option-row', style: ends.length ? 'display: flex; gap: 8px' : false }, input, word, ...ends.map((end) => el('span', { class: 'end' }, end)), help ? el('small', {}, help) : null);
    return { node, set: (v) => { input.checked = Boolean(v); show(); }, disable: (d) => { input.disabled = d; } };
  }

  function select({ name, value, options, disabled, onPick }) {
    const field = el('select', { 'aria-label': name, disabled, onchange: () => onPick(field.value) },
      ...options.map((o) => el('option', { value: o.value }, o.label)));
    field.value = value;
    return { node: field, set: (v) => { field.value = v; }, disable: (d) => { field.disabled = d; } };
  }

  // A row with a button that opens a list elsewhere in the document.
  function dropdown({ name, info, value, options, disabled, onPick }) {
    const labelID = next('label'), valueID = next('value');
    let current = value;
    const word = () => options.find((o) => o.value === current)?.label || current;
    const text = el('span', { id: valueID, class: 'DropdownValue-text-3hVqPz' }, word());
    const button = el('button', {
      type: 'button', class: 'DropdownButton-button-1kQ2xM', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', disabled,
      'aria-labelledby': plex.has('unlabelled') ? false : `${labelID} ${valueID}`,
    }, text, el('i', { class: 'chevron', 'aria-hidden': 'true' }));
    button.addEventListener('click', () => openList(button, labelID, options, current, (v) => { current = v; text.textContent = word(); onPick(v); }));
    const node = el('div', { class: 'ActivityRow-row-Zc81Jd' },
      el('div', { class: 'ActivityRow-label-pT0wKe' }, el('span', { id: labelID }, name), info ? el('span', { class: 'info', title: info }) : null), button);
    return { node, set: (v) => { current = v; text.textContent = word(); }, disable: (d) => { button.disabled = d; } };
  }

  function openList(button, labelID, options, current, onPick) {
    document.querySelectorAll('.Portal-listbox-9sXw2R').forEach((n) => n.remove());
    const box = button.getBoundingClientRect();
    const list = el('div', { class: 'Portal-listbox-9sXw2R', role: 'listbox', 'aria-labelledby': labelID, tabindex: '-1' });
    const close = () => { list.remove(); button.setAttribute('aria-expanded', 'false'); document.removeEventListener('mousedown', outside, true); };
    const outside = (event) => { if (!list.contains(event.target)) close(); };
    for (const o of options) {
      list.append(el('div', { role: 'option', class: 'Portal-option-Aq83nB', 'aria-selected': String(o.value === current), onclick: () => { close(); onPick(o.value); } }, o.label));
    }
    list.style.left = `${box.left}px`;
    list.style.minWidth = `${box.width}px`;
    document.body.append(list);
    const room = innerHeight - box.bottom;
    list.style.top = `${room > list.offsetHeight + 8 ? box.bottom + 4 : box.top - list.offsetHeight - 4}px`;
    button.setAttribute('aria-expanded', 'true');
    list.addEventListener('keydown', (e) => { if (e.key === 'Escape') { e.stopPropagation(); close(); button.focus(); } });
    list.focus();
    setTimeout(() => document.addEventListener('mousedown', outside, true));
  }

  function yesNo({ name, value, onPick }) {
    const group = next('vendor');
    const radio = (label, v) => {
      const input = el('input', { type: 'radio', name: group, onchange: () => onPick(v) });
      input.checked = value === v;
      return [input, el('label', { class: 'choice' }, input, label)];
    };
    const [yes, yesLabel] = radio('Yes', true), [no, noLabel] = radio('No', false);
    const node = el('fieldset', { class: 'vendor-row' }, el('legend', {}, name), yesLabel, noLabel);
    return { node, set: (v) => { yes.checked = Boolean(v); no.checked = !v; } };
  }

  const action = ({ name, onPress }) => el('a', { href: '#', class: 'bulk', onclick: (e) => { e.preventDefault(); onPress(); } }, name);

  function saver({ name, mode, onPress }) {
    if (mode === 'form') return el('button', { type: 'submit', class: 'button' }, name);
    const press = async (e) => {
      e.preventDefault();
      node.classList.add('spinning');
      await plex.pause(100);
      await onPress();
      node.classList.remove('spinning');
    };
    const node = mode === 'link' ? el('a', { href: '', class: 'button', onclick: press }, name) : el('button', { type: 'button', class: 'button', onclick: press }, name);
    return node;
  }

  function dialog({ title, onClose }) {
    const id = next('title');
    const panel = el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id, class: 'Modal-modal-6pD3yT', tabindex: '-1' });
    const shade = el('div', { class: 'Modal-backdrop-2mK9aV' }, panel);
    const close = () => { shade.remove(); onClose?.(); };
    panel.addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });
    return {
      heading: el('h2', { id }, title), close,
      open: (...parts) => { panel.append(...parts); document.body.append(shade); panel.focus(); },
      replace: (...parts) => panel.replaceChildren(...parts),
    };
  }

  const group = ({ title, level = 'h2' }, ...children) => el('section', { class: 'group' }, el(level, {}, title), ...children);

  plex.kits.classic = { toggle, select, dropdown, yesNo, action, saver, dialog, group, name: 'classic' };
})();

// What the pages of the gallery have in common: their model, the events they got,
// and a few ways in which widgets are wired. A test compares all three with
// what the engine claims.
//   data-key="k"             the widget's value is model.k
//   data-flip="aria-checked" a click toggles that attribute
//   data-one="aria-checked"  a click chooses this one of its siblings
//   data-trap                a click here is a mistake
window.model = {};
window.heard = [];
window.traps = [];
window.presses = 0;
window.tell = (key, value) => {
  model[key] = value;
  heard.push(`${key}=${value}`);
};
const word = (on) => (on ? 'on' : 'off');
window.wire = (root) => {
  const doc = root.nodeType === Node.DOCUMENT_NODE ? root : null;
  for (const e of root.querySelectorAll('input[type=checkbox][data-key]')) {
    model[e.dataset.key] = word(e.checked);
    e.addEventListener('change', () => tell(e.dataset.key, word(e.checked)));
  }
  for (const e of root.querySelectorAll('input[type=radio][data-key]')) {
    if (e.checked) model[e.dataset.key] = e.value;
    e.addEventListener('change', () => tell(e.dataset.key, e.value));
  }
  for (const e of root.querySelectorAll('select[data-key]')) {
    const value = () => e.selectedOptions[0]?.text ?? '';
    model[e.dataset.key] = value();
    e.addEventListener('change', () => tell(e.dataset.key, value()));
  }
  for (const e of root.querySelectorAll('[data-flip]')) {
    const a = e.dataset.flip;
    model[e.dataset.key] = word(e.getAttribute(a) === 'true');
    e.addEventListener('click', () => {
      e.setAttribute(a, String(e.getAttribute(a) !== 'true'));
      tell(e.dataset.key, word(e.getAttribute(a) === 'true'));
    });
  }
  for (const e of root.querySelectorAll('[data-one]')) {
    const a = e.dataset.one;
    if (e.getAttribute(a) === 'true') model[e.dataset.key] = e.textContent.trim();
    e.addEventListener('click', () => {
      for (const o of e.parentElement.querySelectorAll('[data-one]')) o.setAttribute(a, String(o === e));
      tell(e.dataset.key, e.textContent.trim());
    });
  }
  for (const e of root.querySelectorAll('[data-trap]')) {
    e.addEventListener('click', (ev) => {
      ev.preventDefault();
      traps.push(e.dataset.trap || e.textContent.trim());
    });
  }
  if (root === doc) doc.addEventListener('pointerdown', () => { presses++; }, true);
};
// dropdown wires a select-only combobox after the APG; list is drawn by it.
window.dropdown = (opener, { key, options, chosen, disabled = [], portal = document.body, show = (v) => { opener.textContent = v; }, role = 'option', window: visible = options.length }) => {
  model[key] = chosen;
  let list = null;
  const close = () => {
    list?.remove();
    list = null;
    opener.setAttribute('aria-expanded', 'false');
  };
  const draw = (from) => {
    list.replaceChildren(...options.slice(from, from + visible).map((o) => {
      const li = document.createElement('li');
      li.setAttribute('role', role);
      li.setAttribute(role === 'option' ? 'aria-selected' : 'aria-checked', String(o === model[key]));
      if (disabled.includes(o)) li.setAttribute('aria-disabled', 'true');
      li.textContent = o;
      li.style.cssText = 'height:20px;list-style:none';
      li.addEventListener('click', () => {
        if (disabled.includes(o)) return;
        if (o !== model[key]) tell(key, o);
        show(o);
        close();
      });
      return li;
    }));
  };
  opener.addEventListener('click', () => {
    if (list) return close();
    list = document.createElement('ul');
    list.id = `${key}-list`;
    list.setAttribute('role', role === 'option' ? 'listbox' : 'menu');
    list.style.cssText = 'position:absolute;z-index:9;background:#fff;margin:0;padding:0;width:160px';
    const b = opener.getBoundingClientRect();
    list.style.left = `${b.left + scrollX}px`;
    list.style.top = `${b.bottom + scrollY}px`;
    portal.append(list);
    draw(0);
    opener.setAttribute('aria-controls', list.id);
    opener.setAttribute('aria-expanded', 'true');
  });
  document.addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });
};
addEventListener('load', () => {
  wire(document);
  window.wired = true;
});

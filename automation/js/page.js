// Questions about the document as a whole.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  // noSocket is the address of a WebSocket that the guard's policy kept the page from
  // opening.
  pp.noSocket = '';
  document.addEventListener('securitypolicyviolation', (e) => {
    if (/^wss?:/.test(e.blockedURI)) pp.noSocket = e.blockedURI.replace(/^wss?:\/\//, '').replace(/[?#].*/, '');
  });

  pp.stored = (keys) => {
    const values = {};
    for (const k of keys) {
      const v = localStorage.getItem(k);
      if (v !== null) values[k] = v;
    }
    return { origin: location.origin, values };
  };

  // ends says whether an animation runs that will end.
  const ends = (a) => a.playState === 'running' && a.effect && isFinite(a.effect.getComputedTiming().endTime);

  // documents returns a document and those of the frames in it that can be looked into.
  const documents = (d) => [d, ...[...d.querySelectorAll('iframe,frame')].map((f) => pp.frameDocument(f)).filter(Boolean).flatMap(documents)];

  // scrolled adds up how far the parts of a document are scrolled.
  const scrolled = (d) => [...d.querySelectorAll('*')].reduce((sum, el) => sum + el.scrollTop + Math.abs(el.scrollLeft), 0);

  // toggles may show that they are on or off in ways of their own; settable are all elements
  // that show a value.
  const toggles = '[role=switch],[role=checkbox],[role=radio],[role=option],[aria-checked],[aria-pressed],[aria-selected]';
  const settable = `input,select,textarea,[aria-haspopup],[role=combobox],[data-state],${toggles}`;

  // shown says in a line what an element shows.
  const shown = (el) => [
    el.checked, el.selectedIndex, el.value, el.getAttribute('aria-checked'), el.getAttribute('aria-pressed'),
    el.getAttribute('aria-selected'), el.getAttribute('data-state'), el.matches(toggles) && el.getAttribute('class'),
    el.localName !== 'select' && el.matches('[aria-haspopup],[role=combobox]') && el.textContent,
  ].join();

  // within returns a document or shadow root and those in it that are open.
  const within = (root) => [root, ...[...root.querySelectorAll('*')].filter((el) => el.shadowRoot).flatMap((el) => within(el.shadowRoot))];

  // values is a number that stands for what all controls of the page show.
  const values = () => {
    let sum = 0;
    for (const root of documents(document).flatMap(within)) {
      for (const el of root.querySelectorAll(settable)) {
        for (const c of shown(el)) sum = (sum * 31 + c.codePointAt(0)) | 0;
      }
    }
    return sum;
  };

  // clock says what time it is for the page, in milliseconds since it began, how far it is
  // scrolled, what its controls show, and whether an animation runs that will end.
  pp.clock = () => ({
    now: performance.now(),
    scrolled: scrolled(document),
    values: values(),
    moving: documents(document).some((d) => d.getAnimations().some(ends)),
  });

  // drawn ends when the page has drawn twice and had nothing to do for a moment: what waited
  // for either has been done. It returns what the controls show then.
  pp.drawn = async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await new Promise(requestIdleCallback);
    await frame();
    return values();
  };

  // storedNames returns the names of all entries, without their values.
  pp.storedNames = () => Object.keys(localStorage);
})();

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

  // clock says what time it is for the page, in milliseconds since it began, how far it is
  // scrolled, and whether an animation runs that will end.
  pp.clock = () => ({
    now: performance.now(),
    scrolled: scrolled(document),
    moving: documents(document).some((d) => d.getAnimations().some(ends)),
  });

  // drawn ends when the page has drawn twice and had nothing to do for a moment: what waited
  // for either has been done.
  pp.drawn = async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await new Promise(requestIdleCallback);
    await frame();
    return true;
  };

  // storedNames returns the names of all entries, without their values.
  pp.storedNames = () => Object.keys(localStorage);
})();

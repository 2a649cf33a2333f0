// Questions about the document as a whole.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  pp.stored = (keys) => {
    const values = {};
    for (const k of keys) {
      const v = localStorage.getItem(k);
      if (v !== null) values[k] = v;
    }
    return { origin: location.origin, values };
  };

  // documentText returns the text of a document that is plain data, once it is
  // complete.
  pp.documentText = async () => {
    if (document.readyState === 'loading') {
      await new Promise((done) => addEventListener('DOMContentLoaded', done, { once: true }));
    }
    return document.body ? document.body.innerText : document.documentElement?.textContent ?? '';
  };
})();

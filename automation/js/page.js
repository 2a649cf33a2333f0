// Questions about the document as a whole.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  pp.stored = (keys) => {
    const out = {};
    for (const k of keys) {
      const v = localStorage.getItem(k);
      if (v !== null) out[k] = v;
    }
    return out;
  };

  // storedNames returns the names of all entries, without their values.
  pp.storedNames = () => Object.keys(localStorage);
})();

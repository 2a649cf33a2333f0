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

  // storedNames returns the names of all entries, without their values.
  pp.storedNames = () => Object.keys(localStorage);
})();

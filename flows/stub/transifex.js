// In the place of Transifex' live.js, which translates pages in the browser: every text
// stays as the site sent it. What a page may call is in Transifex' documentation of its
// JavaScript API; anything else is swallowed.
(() => {
  const code = () => (window.liveSettings && window.liveSettings.language) || document.documentElement.lang || 'en';
  const language = () => ({ name: code(), tx_name: code(), code: code(), source: true });

  // later calls back once the document is there, as the real script does.
  const later = (call, ...args) => {
    if (typeof call !== 'function') return;
    const now = () => setTimeout(() => call(...args));
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', now, { once: true });
    else now();
  };

  // fill puts values in the place of {name} in a text.
  const fill = (text, values) => {
    if (typeof text !== 'string' || !values || typeof values !== 'object') return text;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };

  const known = {
    settings: window.liveSettings || {},
    init() {},
    onReady(call) { later(call); },
    onTranslatePage(call) { later(call, code()); },
    onFetchLanguages(call) { later(call, [language()]); },
    getSourceLanguage: language,
    getAllLanguages: () => [language()],
    getSelectedLanguageCode: code,
    detectLanguage: code,
    normalizeLangCode: (asked) => asked,
    matchLangCode: (asked) => asked,
    translateText: fill,
    hasTranslations: () => false,
  };
  const live = new Proxy(known, {
    get(target, name) {
      if (name in target) return target[name];
      // A thing with "then" would be taken for a promise.
      return typeof name === 'symbol' || name === 'then' ? undefined : () => undefined;
    },
  });
  window.Transifex = Object.assign(window.Transifex || {}, { live });
})();

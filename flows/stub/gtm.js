// In the place of Google Tag Manager, which loads other trackers. A site may wait for it
// to call back before it goes on, so that is done; what it was told is dropped.
(() => {
  const told = (entry) => {
    if (entry && typeof entry.eventCallback === 'function') setTimeout(() => entry.eventCallback('stub'));
    return 0;
  };
  const layer = window.dataLayer || [];
  layer.splice(0).forEach(told);
  layer.push = (...entries) => { entries.forEach(told); return 0; };
  window.dataLayer = layer;
})();

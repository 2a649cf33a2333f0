// The page round the sign-in frame: it waits for the frame's word that
// somebody is signed in, then leads to where the person wanted to go.
(() => {
  const frame = document.getElementById('fedauth-iFrame');
  const params = new URLSearchParams(location.search);
  const forward = params.get('forward') || 'https://www.plex.tv/';
  const safe = /^https:\/\/([a-z0-9-]+\.)*plex\.tv\//.test(forward) ? forward : 'https://www.plex.tv/';
  frame.src = `https://app.plex.tv/auth#?embed=1&forwardUrl=${encodeURIComponent(safe)}`;
  addEventListener('message', (event) => {
    if (event.origin !== 'https://app.plex.tv') return;
    if (event.data?.height) frame.style.height = `${event.data.height}px`;
    if (!event.data?.signedIn) return;
    document.querySelector('.fedauth-wait').hidden = false;
    frame.hidden = true;
    location.replace(safe);
  });
})();

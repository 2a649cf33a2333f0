// The page round the sign-in frame: it asks for a code, which the frame approves once
// somebody is signed in there, and then exchanges it for a session of the website.
(async () => {
  const frame = document.getElementById('fedauth-iFrame');
  const params = new URLSearchParams(location.search);
  const forward = params.get('forward') || 'https://www.plex.tv/';
  const safe = /^https:\/\/([a-z0-9-]+\.)*plex\.tv\//.test(forward) ? forward : 'https://www.plex.tv/';
  const pin = await plex.api('POST', 'https://plex.tv/api/v2/pins?strong=true', null, '');
  addEventListener('message', (event) => {
    if (event.origin !== 'https://app.plex.tv') return;
    if (event.data?.height) frame.style.height = `${event.data.height}px`;
    if (!event.data?.signedIn) return;
    document.querySelector('.fedauth-wait').hidden = false;
    frame.hidden = true;
    location.replace(`/sign-in/?pin=${pin.id}&code=${pin.code}&forward=${encodeURIComponent(safe)}`);
  });
  frame.src = `https://app.plex.tv/auth#?embed=1&clientID=${plex.clientID()}&code=${pin.code}&forwardUrl=${encodeURIComponent(safe)}`;
})();

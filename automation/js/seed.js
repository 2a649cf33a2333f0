(storage) => {
  const mine = storage[location.origin];
  if (!mine) return;
  for (const [key, value] of Object.entries(mine)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }
};

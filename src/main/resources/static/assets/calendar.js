/* The calendar works without this: it offers the reader's own time zone, which only the browser knows, and copies addresses. */
(() => {
  const mine = document.getElementById('my-zone');
  const other = document.getElementById('other-zone');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (mine && zone) {
    const address = new URL(mine.href);
    address.searchParams.set('zone', zone);
    mine.href = address.pathname + address.search;
    mine.title = zone;
    mine.hidden = false;
    if (other && other.dataset.zone === zone) {
      mine.setAttribute('aria-current', 'true');
      other.remove();
    }
  }

  document.querySelectorAll('[data-copy]').forEach((button) => {
    const address = button.parentElement.querySelector('input');
    button.hidden = false;
    button.addEventListener('click', async () => {
      address.select();
      try {
        await navigator.clipboard.writeText(address.value);
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Press Ctrl+C'; // without https a browser has no clipboard; the address is selected
      }
    });
  });
})();

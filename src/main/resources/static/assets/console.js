/* Keeps the live part of a page up to date without taking anything away from under the reader's hands. */
(() => {
  const last = new WeakMap();
  const stale = () => document.getElementById('stale');
  const live = (event) => event.target instanceof Element && event.target.id === 'live';

  const selecting = (part) => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && part.contains(selection.anchorNode);
  };

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (live(event) && (document.hidden || selecting(event.target))) {
      event.preventDefault();
    }
  });

  // what the reader opened stays open, what was scrolled stays there
  const kept = new WeakMap();
  const keep = (part) => kept.set(part, {
    open: [...part.querySelectorAll('details[id]')].map((one) => [one.id, one.open]),
    scrolled: [...part.querySelectorAll('.timeline[id]')].map((one) => [one.id, one.scrollLeft]),
  });
  const restore = (part) => {
    const before = kept.get(part) || { open: [], scrolled: [] };
    const set = (name) => ([id, value]) => {
      const one = document.getElementById(id);
      if (one) {
        one[name] = value;
      }
    };
    before.open.forEach(set('open'));
    before.scrolled.forEach(set('scrollLeft'));
  };

  // same answer, same page: nothing is swapped, so nothing can flicker
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!live(event) || event.detail.xhr.status !== 200) {
      return;
    }
    const text = event.detail.xhr.responseText;
    if (last.get(event.target) === text) {
      event.detail.shouldSwap = false;
    }
    last.set(event.target, text);
    keep(event.target);
    const focused = document.activeElement;
    event.target.dataset.focus = focused && event.target.contains(focused) ? focused.getAttribute('href') || '' : '';
  });

  document.addEventListener('htmx:afterSwap', (event) => {
    if (live(event)) {
      restore(event.target);
    }
    if (live(event) && event.target.dataset.focus) {
      const again = event.target.querySelector(`a[href="${CSS.escape(event.target.dataset.focus)}"]`);
      again?.focus({ preventScroll: true });
    }
  });

  // an old page must not look like a current one
  document.addEventListener('htmx:afterRequest', (event) => {
    const notice = stale();
    if (!notice || !live(event)) {
      return;
    }
    if (event.detail.successful) {
      notice.hidden = true;
      document.body.classList.remove('is-stale');
    } else if (notice.hidden) {
      notice.textContent = `The hub has not answered since ${new Date().toLocaleTimeString()}: this page shows what was then.`;
      notice.hidden = false;
      document.body.classList.add('is-stale');
    }
  });

  // on a phone the navigation scrolls sideways
  document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

  document.addEventListener('visibilitychange', () => {
    const part = document.getElementById('live');
    if (!document.hidden && part && window.htmx) {
      const path = part.getAttribute('hx-get');
      window.htmx.ajax('GET', path, { target: part, swap: 'innerHTML', source: part });
    }
  });
})();

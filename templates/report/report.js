// What a page does beyond showing: the filter of the contents, and a keyboard's way past what does not scroll.
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Only what scrolls is worth a stop of the tabulator.
  const stops = () => {
    for (const box of all('.scroll')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  stops();
  addEventListener('resize', stops);
  for (const part of all('details')) part.addEventListener('toggle', stops);

  const form = one('form.filter');
  const show = () => {
    const words = form.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = form.status.value;
    let shown = 0;
    for (const part of all('main > .spec')) {
      const fits =
        words.every((word) => part.dataset.find.includes(word)) &&
        (status === '' || part.dataset.status === status || (status === 'leaves' && 'leaves' in part.dataset));
      part.hidden = !fits;
      one(`[data-for="${part.id}"]`).hidden = !fits;
      shown += fits;
    }
    const count = all('main > .spec').length;
    form.querySelector('output').value = shown === count ? '' : `${shown} of ${count}`;
    one('.none-found').hidden = shown > 0;
    stops();
  };
  if (form) {
    form.hidden = false;
    form.addEventListener('input', show);
    form.addEventListener('submit', (event) => event.preventDefault());
    // A link to what the filter hides shows it.
    addEventListener('hashchange', () => {
      if (!document.getElementById(location.hash.slice(1))?.closest('[hidden]')) return;
      form.reset();
      show();
      document.getElementById(location.hash.slice(1)).scrollIntoView();
    });
    show();
  }

  // On a phone the list would stand before everything.
  const narrow = matchMedia('screen and (max-width: 72rem)');
  const contents = one('#contents details');
  const fold = () => (contents.open = !narrow.matches);
  fold();
  narrow.addEventListener('change', fold);
  addEventListener('beforeprint', () => (contents.open = true));
  addEventListener('afterprint', fold);
  contents.addEventListener('click', (event) => {
    if (narrow.matches && event.target.closest('a')) contents.open = false;
  });

  // Where one is.
  const links = new Map(all('.list > li').map((item) => [item.dataset.for, item.querySelector('a')]));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute('aria-current');
        const link = links.get(target.id);
        link?.setAttribute('aria-current', 'true');
        if (!narrow.matches) link?.scrollIntoView({ block: 'nearest' });
      }
    },
    { rootMargin: '-15% 0px -80% 0px' },
  );
  for (const part of all('main > .spec')) seen.observe(part);
})();

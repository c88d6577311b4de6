(() => {
  'use strict';
  const $ = id => document.getElementById(id);
  const search = $('search');
  if (!search) return;
  document.documentElement.classList.add('js');
  const level = $('level'), fold = $('fold'), found = $('found'), nothing = $('nothing');
  const chips = [...document.querySelectorAll('.chip')];
  const lists = [...document.querySelectorAll('.list')];
  const tiles = new Map([...document.querySelectorAll('a.tile')].map(tile => [tile.getAttribute('href').slice(1), tile]));
  const words = node => node.textContent.toLowerCase().replace(/\s+/g, ' ');
  // Transcripts stay out of the search: nearly every one of them names every method.
  const rules = [...document.querySelectorAll('details.rule')].map(node => ({
    node, tile: tiles.get(node.id), state: node.dataset.state, level: node.dataset.level,
    text: [...node.querySelectorAll('summary .id, summary .text, .about, .case h4, .title, .elsewhere')].map(words).join(' ')
  }));

  const apply = () => {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const states = new Set(chips.filter(chip => chip.getAttribute('aria-pressed') === 'true').map(chip => chip.dataset.state));
    let shown = 0;
    for (const rule of rules) {
      const fits = (!states.size || states.has(rule.state)) && (!level.value || rule.level === level.value)
        && terms.every(term => rule.text.includes(term));
      rule.node.hidden = !fits;
      if (rule.tile) rule.tile.classList.toggle('off', !fits);
      if (fits) shown++;
    }
    const all = shown === rules.length;
    for (const list of lists) list.hidden = !all && !list.querySelector('.rule:not([hidden])');
    for (const stray of document.querySelectorAll('.stray')) stray.hidden = !all;
    found.textContent = all ? rules.length + ' rules' : shown + ' of ' + rules.length + ' rules';
    nothing.hidden = shown > 0 || rules.length === 0;
  };

  // A link to a rule or a case must lead to something visible.
  const reveal = () => {
    const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const rule = target.closest('.rule, .list');
    if (rule && (rule.hidden || rule.closest('[hidden]'))) {
      search.value = '';
      level.value = '';
      chips.forEach(chip => chip.setAttribute('aria-pressed', 'false'));
      apply();
    }
    if (rule && rule.matches('details')) rule.open = true;
    target.scrollIntoView();
  };

  search.addEventListener('input', apply);
  level.addEventListener('change', apply);
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
  }
  fold.addEventListener('click', () => {
    const open = fold.dataset.open !== 'true';
    fold.dataset.open = String(open);
    fold.textContent = open ? 'Fold all' : 'Unfold all';
    for (const rule of rules) if (!rule.node.hidden) rule.node.open = open;
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) reveal();
  });
  window.addEventListener('hashchange', reveal);
  apply();
  reveal();
})();

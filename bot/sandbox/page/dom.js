// Small pieces that both panes use. Text always goes in as text, never as HTML.
export const $ = id => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (v === undefined || v === null || v === false) continue;
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (k === 'class') e.className = v;
    else e.setAttribute(k, v === true ? '' : v);
  }
  e.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return e;
}

// A log stays at its end when it grows, changes its size or comes into sight,
// unless somebody scrolled up to read.
const atEnd = new WeakSet(), heights = new WeakMap(), toEnd = log => { log.scrollTop = log.scrollHeight; };
const sizes = new ResizeObserver(all => {
  for (const { target } of all) {
    heights.set(target, target.clientHeight);
    if (atEnd.has(target)) toEnd(target);
  }
});
for (const log of document.querySelectorAll('[role=log]')) {
  atEnd.add(log);
  sizes.observe(log);
  log.addEventListener('scroll', () => {
    if (log.clientHeight !== heights.get(log)) return; // it changes its size: nobody scrolled
    if (log.scrollHeight - log.scrollTop - log.clientHeight < 80) atEnd.add(log);
    else atEnd.delete(log);
  });
}

// Shows items in a list, making anew only what changed, so that focus and
// scrolling stay and a screen reader hears only what is new.
export function keyed(list, items, key, make) {
  const old = new Map([...list.children].map(c => [c.dataset.key, c]));
  let place = list.firstChild, kept = 0;
  for (const item of items) {
    const k = String(key(item)), json = JSON.stringify(item);
    let e = old.get(k);
    if (old.delete(k)) kept++;
    if (!e || e.dataset.json !== json) {
      const made = make(item);
      made.dataset.key = k;
      made.dataset.json = json;
      if (e) {
        if (place === e) place = made;
        e.replaceWith(made);
      }
      e = made;
    }
    if (place === e) place = e.nextSibling;
    else list.insertBefore(e, place);
  }
  for (const e of old.values()) e.remove();
  if (list.role !== 'log') return;
  if (kept === 0) atEnd.add(list);
  if (!atEnd.has(list)) return;
  toEnd(list);
  for (const img of list.querySelectorAll('img')) if (!img.complete) img.addEventListener('load', () => toEnd(list), { once: true });
}

const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hour12: false });
const full = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium', hour12: false });
export const time = ms => el('time', { datetime: new Date(ms).toISOString(), title: full.format(ms) }, clock.format(ms));

let fading;
export function notice(text) {
  const n = $('notice');
  n.textContent = text;
  n.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { n.hidden = true; }, 6000);
}

// Does something; says so where it did not work. Gives the answer, or null.
export async function act(what, body) {
  try {
    const r = await fetch('/api/' + what, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const answer = await r.json();
    if (r.ok) return answer;
    notice(answer.error);
  } catch {
    notice('The sandbox does not answer. Is it still running?');
  }
  return null;
}

// Enter sends, Shift+Enter makes a new line; not while an input method composes.
export function sendOnEnter(area) {
  area.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    area.form.requestSubmit();
  });
  area.addEventListener('input', () => grow(area));
}
export function grow(area) {
  area.style.height = 'auto';
  area.style.height = Math.min(area.scrollHeight + 2, 140) + 'px';
}

// The bytes of a file for an act of the page; '' and a notice where it is too large.
export async function base64(file) {
  if (file.size > 10 << 20) {
    notice('A photograph or file may have 10 MB at most');
    return '';
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

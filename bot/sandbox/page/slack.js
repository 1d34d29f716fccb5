// The support team's side: channel, threads, forms.
import { $, el, keyed, time, act, sendOnEnter, grow, base64 } from './dom.js';

// The marks that the product uses are drawn, since not every machine has emoji.
const marks = {
  white_check_mark: ['done', 'M4 12.5l5.500 5.500L20 6.500'],
  x: ['failed', 'M5 5l14 14M19 5L5 19'],
  hourglass_flowing_sand: ['waiting', 'M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9'],
};
function mark(name) {
  if (!marks[name]) return `:${name}:`;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'mark ' + marks[name][0]);
  path.setAttribute('d', marks[name][1]);
  svg.append(path);
  return svg;
}
let state, me = sessionStorage.getItem('agent') ?? '', thread = '', form = '';
export const agent = () => me;

export function showSlack(s) {
  state = s;
  me = s.agent;
  keyed($('agents'), (s.agents ?? []).map(a => ({ ...a, on: a.id === s.agent })), a => a.id, a => el('button', {
    type: 'button', role: 'radio', 'aria-checked': String(a.on), onclick: () => be(a.id),
  }, el('span', { class: 'face', 'aria-hidden': 'true' }, a.name[0]), a.name, a.form && !a.on && ' ✎'));
  const posts = s.posts ?? [], replies = Map.groupBy(posts.filter(p => p.thread), p => p.thread);
  const tops = posts.filter(p => !p.thread).map(p => ({ ...p, replies: (replies.get(p.ts) ?? []).filter(r => !r.deleted && !r.only).length, open: p.ts === thread }));
  keyed($('posts'), tops, p => p.ts, p => post(p, true));
  const parent = posts.find(p => p.ts === thread);
  $('thread').hidden = !parent;
  if (parent) keyed($('replies'), [parent, ...(replies.get(thread) ?? [])], p => p.ts, p => post(p, false));
  showForm(s.form);
}

function be(id) {
  me = id;
  sessionStorage.setItem('agent', id);
  window.dispatchEvent(new Event('agent'));
}

function post(p, inChannel) {
  const body = p.deleted ? [el('p', { class: 'gone' }, 'this message was deleted')] : p.blocks ? p.blocks.map(b => block(p, b)) : p.text ? [el('p', { class: 'text' }, ...mrkdwn(p.text))] : [];
  return el('article', { class: `post ${p.only ? 'only' : ''} ${p.open ? 'open' : ''}`, 'data-ts': p.ts },
    el('span', { class: `face ${p.bot ? 'bot' : ''}`, 'aria-hidden': 'true' }, p.bot ? '¥' : p.who[0]),
    el('div', { class: 'body' },
      el('header', {}, el('strong', {}, p.who), p.bot && el('span', { class: 'app' }, 'APP'), time(p.at), p.edited && el('span', {}, 'edited'), p.only && el('span', {}, 'Only visible to you · 仅你可见')),
      ...body,
      ...(p.files ?? []).map(f => f.picture ? el('a', { href: f.url, target: '_blank' }, el('img', { src: f.url, alt: f.name })) : el('a', { href: f.url, class: 'file', download: f.name }, f.name)),
      p.reactions && el('div', { class: 'reactions' }, ...p.reactions.map(r => el('span', { role: 'img', title: `:${r.name}:`, 'aria-label': r.name.replaceAll('_', ' '), 'data-name': r.name }, mark(r.name), String(r.count)))),
      inChannel && !p.only && el('button', { type: 'button', class: 'open-thread', onclick: () => openThread(p.ts) }, p.replies ? `${p.replies} 条回复 · ${p.replies} ${p.replies === 1 ? 'reply' : 'replies'}` : '回复 · Reply in thread')));
}

// Slack's own escapes and links; *bold* as the one mark that cards use.
function mrkdwn(text) {
  const plain = s => s.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return text.split(/(<[^<>\n]+>|(?<![^\s])\*[^*\n]+\*(?![^\s.,:;!?]))/).filter(Boolean).map(s => {
    if (s.startsWith('*') && s.endsWith('*') && s.length > 2) return el('strong', {}, plain(s.slice(1, -1)));
    const link = /^<(https?:\/\/[^|>]+)(?:\|([^>]*))?>$/.exec(s);
    if (link) return el('a', { href: plain(link[1]), target: '_blank', rel: 'noreferrer' }, plain(link[2] || link[1]));
    const who = /^<@(\w+)>$/.exec(s);
    if (who) return el('b', {}, '@' + (state.agents?.find(a => a.id === who[1])?.name ?? 'moneytrail'));
    return plain(s);
  });
}
const text = t => t.type === 'mrkdwn' ? mrkdwn(t.text) : [t.text];

function block(p, b) {
  switch (b.type) {
    case 'header': return el('h3', {}, ...text(b.text));
    case 'divider': return el('hr');
    case 'context': return el('p', { class: 'context' }, ...b.elements.flatMap((t, i) => [i ? ' · ' : '', ...(t.text ? text(t) : [])]));
    case 'section': return el('div', { class: 'section' },
      b.text && el('p', { class: 'text' }, ...text(b.text)),
      b.fields && el('div', { class: 'fields' }, ...b.fields.map(f => el('p', {}, ...labelled(f)))),
      b.accessory?.type === 'button' && button(p, b.accessory));
    case 'actions': return el('div', { class: 'actions' }, ...b.elements.filter(e => e.type === 'button').map(e => button(p, e)));
    default: return el('p', { class: 'text' }, ...(b.text ? text(b.text) : []));
  }
}

// The first line of a field of several lines is its label.
function labelled(f) {
  const at = f.type === 'plain_text' ? f.text.indexOf('\n') : -1;
  return at < 0 ? text(f) : [el('span', { class: 'label' }, f.text.slice(0, at)), el('span', {}, f.text.slice(at + 1))];
}

const button = (p, e) => e.url && !e.value
  ? el('a', { class: 'button', href: e.url, target: '_blank', rel: 'noreferrer' }, e.text.text)
  : el('button', { type: 'button', class: `button ${e.style ?? ''}`, 'data-action': e.action_id, onclick: async ev => {
    const key = ev.currentTarget;
    key.disabled = true;
    await act('clicks', { agent: me, ts: p.ts, action: e.action_id });
    key.disabled = false;
  } }, e.text.text);

function openThread(ts) {
  thread = ts;
  $('replies').replaceChildren();
  showSlack(state);
  $('line').focus();
}
$('close-thread').addEventListener('click', () => { thread = ''; showSlack(state); });
$('reply').addEventListener('submit', async e => {
  e.preventDefault();
  const line = $('line').value.trim();
  if (!line || !await act('replies', { agent: me, ts: thread, text: line })) return;
  $('line').value = '';
  grow($('line'));
});
sendOnEnter($('line'));
$('post').addEventListener('click', () => $('post-file').click());
$('post-file').addEventListener('change', async () => {
  const file = $('post-file').files[0];
  $('post-file').value = '';
  const bytes = file && await base64(file);
  if (bytes && await act('replies', { agent: me, ts: thread, text: $('line').value.trim(), photo: bytes, name: file.name })) $('line').value = '';
});

function showForm(f) {
  const dialog = $('form');
  if (!f) {
    form = '';
    if (dialog.open) dialog.close();
    return;
  }
  if (form !== f.id) {
    form = f.id;
    dialog.replaceChildren(formOf(f));
    if (!dialog.open) dialog.showModal();
  }
  for (const p of dialog.querySelectorAll('.error')) {
    const text = f.errors?.[p.dataset.of] ?? '';
    if (p.textContent !== text) p.textContent = text;
  }
}

function formOf(f) {
  const close = () => act('closes', { agent: me });
  const submit = async e => {
    e.preventDefault();
    const fields = {};
    for (const i of e.target.elements) if (i.name) fields[i.name] = i.value;
    e.submitter.disabled = true;
    await act('submits', { agent: me, fields });
    e.submitter.disabled = false;
  };
  return el('form', { onsubmit: submit },
    el('header', {}, el('h2', { id: 'form-title' }, f.view.title.text), el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: close }, '✕')),
    el('div', { class: 'inputs' }, ...f.blocks.map(b => b.type === 'input' ? input(b) : block({}, b))),
    el('footer', {}, el('button', { type: 'button', class: 'button', onclick: close }, f.view.close?.text ?? 'Cancel'),
      f.view.submit && el('button', { type: 'submit', class: 'button primary' }, f.view.submit.text)));
}

function input(b) {
  const e = b.element, common = { id: 'in-' + b.block_id, name: b.block_id, required: !b.optional, 'aria-describedby': 'err-' + b.block_id };
  const field = e.options
    ? el('select', common, el('option', { value: '' }, e.placeholder?.text ?? '—'), ...e.options.map(o => el('option', { value: o.value, selected: o.value === e.initial_option?.value }, o.text.text)))
    : el(e.multiline ? 'textarea' : 'input', { ...common, rows: e.multiline ? 4 : undefined, maxlength: e.max_length, placeholder: e.placeholder?.text, value: e.multiline ? undefined : e.initial_value });
  if (e.multiline) field.value = e.initial_value ?? '';
  return el('div', { class: 'input' }, el('label', { for: common.id }, b.label.text, b.optional && el('span', {}, ' (optional)')), field,
    b.hint && el('p', { class: 'context' }, b.hint.text), el('p', { class: 'error', id: 'err-' + b.block_id, 'data-of': b.block_id, role: 'alert' }));
}
$('form').addEventListener('cancel', e => { e.preventDefault(); act('closes', { agent: me }); });

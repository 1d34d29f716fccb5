// The merchant's side, and the stream that keeps both sides up to date.
import { $, el, keyed, time, act, sendOnEnter, grow, base64 } from './dom.js';
import { showSlack, agent } from './slack.js';

const words = {
  zh: { start: '开始', say: '写消息…', edited: '已编辑', deleted: '这条消息已删除', block: '屏蔽', unblock: '解除屏蔽', edit: '编辑', editing: '正在编辑', reply: '回复', replying: '正在回复', voice: '语音消息', sticker: '贴纸', location: '位置', contact: '联系人', taken: '机器人已收到', sent: '已发送' },
  en: { start: 'Start', say: 'Message…', edited: 'edited', deleted: 'this message was deleted', block: 'Block', unblock: 'Unblock', edit: 'edit', editing: 'Editing', reply: 'reply', replying: 'Replying to', voice: 'voice message', sticker: 'sticker', location: 'location', contact: 'contact', taken: 'the bot has it', sent: 'sent' },
};
let person = Number(sessionStorage.getItem('person')) || 0, shown = 0, state, stream, editing = 0, replying = 0, toastGone;
const newest = {}, read = {};
const w = () => words[state?.people?.find(p => p.id === state.person)?.lang.startsWith('zh') ? 'zh' : 'en'];

export function connect() {
  stream?.close();
  stream = new EventSource(`/events?person=${person}&agent=${encodeURIComponent(agent())}`);
  stream.onmessage = e => { state = JSON.parse(e.data); show(); };
  stream.onerror = () => { $('status').textContent = 'not connected'; $('status').className = 'status off'; };
}

function show() {
  const on = state.online && state.inSlack;
  const missing = [!state.online && 'Telegram', !state.inSlack && 'Slack'].filter(Boolean).join(' and ');
  $('status').textContent = on ? 'the product is running · 运行中' : `the product is not connected to ${missing} · 未连接`;
  $('status').className = on ? 'status on' : 'status off';
  const chat = state.chat, t = w();
  keyed($('people'), (state.people ?? []).map(p => ({ ...p, on: p.id === state.person })), p => p.id, p => el('button', {
    type: 'button', role: 'tab', 'aria-controls': 'chat', 'aria-selected': String(p.on), tabindex: p.on ? '0' : '-1', onclick: () => choose(p.id),
  }, p.name, p.unread > 0 && el('span', { class: 'unread', 'aria-label': `${p.unread} new` }, String(p.unread))));
  if (shown !== state.person) $('people').querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  shown = state.person;
  $('intro').textContent = chat.intro;
  keyed($('chat'), chat.items ?? [], m => `${state.person}:${m.id}`, bubble);
  keyed($('hints'), chat.begun ? chat.hints ?? [] : [], h => h, h => el('button', { type: 'button', onclick: () => say(h) }, h));
  $('start').hidden = chat.begun;
  $('start').textContent = t.start;
  $('say').hidden = !chat.begun;
  $('text').placeholder = t.say;
  $('block').hidden = !chat.begun;
  $('block').textContent = chat.blocked ? t.unblock : t.block;
  toast(chat.toast);
  showSlack(state);
  newest.merchant = state.person + ':' + chat.items?.findLast(m => !m.mine)?.id;
  newest.support = state.posts?.at(-1)?.ts;
  marks();
}

// On a narrow page, the button of the side that is not in sight shows that something new is there.
function marks() {
  for (const b of document.querySelectorAll('.switch button')) {
    const pane = b.dataset.pane;
    if (pane === document.body.dataset.pane || !(pane in read)) read[pane] = newest[pane];
    b.classList.toggle('news', read[pane] !== newest[pane]);
  }
}

function bubble(m) {
  const t = w();
  if (m.deleted) return el('article', { class: `bubble gone ${m.mine ? 'mine' : ''}` }, el('p', {}, t.deleted), el('footer', {}, time(m.at)));
  return el('article', { class: `bubble ${m.mine ? 'mine' : ''}`, 'data-message': m.id },
    m.replyTo && el('blockquote', {}, m.replyTo),
    m.photo && el('a', { href: m.photo, target: '_blank' }, el('img', { src: m.photo, alt: m.text || 'photograph' })),
    m.file && el('a', { href: m.file, class: 'file', download: m.name }, m.name),
    m.what && el('p', {}, `(${t[m.what]})`),
    m.text && el('p', {}, m.text),
    el('footer', {},
      m.mine && m.text && !m.photo && el('button', { type: 'button', class: 'edit', onclick: () => edit(m) }, t.edit),
      !m.mine && el('button', { type: 'button', class: 'edit', onclick: () => reply(m) }, t.reply),
      m.edited && el('span', {}, t.edited), time(m.at),
      m.mine && el('span', { class: 'ticks', title: m.taken ? t.taken : t.sent, 'aria-label': m.taken ? t.taken : t.sent }, m.taken ? '✓✓' : '✓')),
    m.buttons && el('div', { class: 'keys' }, ...m.buttons.map(row => el('div', {}, ...row.map(b => b.URL
      ? el('a', { href: b.URL, target: '_blank', rel: 'noreferrer' }, b.Text + ' ↗')
      : el('button', { type: 'button', onclick: e => press(e.currentTarget, m.id, b.Data) }, b.Text))))));
}

async function press(key, message, data) {
  key.classList.add('busy');
  await act('presses', { person: state.person, message, data });
  setTimeout(() => key.classList.remove('busy'), 400);
}

let lastToast;
function toast(text) {
  if (text === lastToast) return;
  const old = lastToast === undefined; // was there before the page was opened
  lastToast = text;
  if (old) return;
  clearTimeout(toastGone);
  $('toast').hidden = !text;
  $('toast').textContent = text;
  toastGone = setTimeout(() => { $('toast').hidden = true; }, 5000);
}

function choose(id) {
  person = id;
  lastToast = undefined;
  $('toast').hidden = true;
  sessionStorage.setItem('person', id);
  stopEditing();
  connect();
}
$('people').addEventListener('keydown', e => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!step || !state) return;
  const at = state.people.findIndex(p => p.id === state.person), next = state.people[(at + step + state.people.length) % state.people.length];
  choose(next.id);
  setTimeout(() => $('people').querySelector(`[data-key="${next.id}"]`)?.focus(), 150);
});

const say = text => {
  $('chat').scrollTop = $('chat').scrollHeight;
  return act('says', { person: state.person, text, message: replying });
};
$('start').addEventListener('click', () => act('starts', { person: state.person }));
$('block').addEventListener('click', () => act('blocks', { person: state.person, on: !state.chat.blocked }));

$('say').addEventListener('submit', async e => {
  e.preventDefault();
  const text = $('text').value.trim();
  if (!text) return;
  const ok = editing ? await act('edits', { person: state.person, message: editing, text }) : await say(text);
  if (!ok) return;
  $('text').value = '';
  grow($('text'));
  stopEditing();
});
sendOnEnter($('text'));

function reply(m) {
  stopEditing();
  replying = m.id;
  $('editing').hidden = false;
  $('editing').firstElementChild.textContent = `${w().replying}: ${m.text.slice(0, 40)}`;
  $('text').focus();
}
function edit(m) {
  replying = 0;
  editing = m.id;
  $('text').value = m.text;
  grow($('text'));
  $('editing').hidden = false;
  $('editing').firstElementChild.textContent = `${w().editing}: ${m.text.slice(0, 40)}`;
  $('text').focus();
}
function stopEditing() {
  if (editing) $('text').value = '';
  editing = replying = 0;
  $('editing').hidden = true;
}
$('stop-editing').addEventListener('click', stopEditing);

$('attach').addEventListener('click', () => $('photo').click());
$('photo').addEventListener('change', async () => {
  const file = $('photo').files[0];
  $('photo').value = '';
  const bytes = file && await base64(file);
  if (!bytes) return;
  const caption = editing ? '' : $('text').value.trim();
  const picture = /^image\/(jpeg|png|gif|webp)$/.test(file.type);
  const sent = { person: state.person, photo: bytes, name: file.name, text: caption };
  if (await act(picture ? 'photo' : 'document', sent) && caption) $('text').value = '';
});

for (const b of document.querySelectorAll('.switch button')) b.addEventListener('click', () => {
  document.body.dataset.pane = b.dataset.pane;
  for (const o of document.querySelectorAll('.switch button')) o.setAttribute('aria-pressed', String(o === b));
  marks();
});
window.addEventListener('agent', connect);
connect();

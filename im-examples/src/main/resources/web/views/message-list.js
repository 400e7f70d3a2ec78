import { groupOf } from '../client/conversation-id.js';
import { t } from '../i18n/index.js';
import { Window } from '../model/window.js';
import { el, keyed } from './dom.js';
import { errorText } from './error-text.js';
import { icon } from './icons.js';
import { attempt } from './message-actions.js';
import { MessageRow } from './message-row.js';
import { rowsOf } from './message-rows.js';
import { toast } from './toast.js';

/** Nearer to an edge than this, more is shown there. */
const EDGE_PIXELS = 500;
/** Nearer to the end than this, the reader is at the end, and new messages move the view. */
const END_PIXELS = 80;
const READ_DELAY_MILLIS = 150;
const MAX_RECEIPTS_ASKED = 8;
const MAX_JUMP_PAGES = 20;

/**
 * The messages of a conversation, scrolled. Only a window of them is in the document; what the reader looks at stays in
 * its place whatever is added above or below.
 */
export class MessageList {
  element;
  #chat;
  #conversation;
  #scroller;
  #rows;
  #top;
  #jump;
  #window = new Window();
  #views = new WeakMap();
  #onReply;
  #following = true;
  #showsEnd = true;
  #firstSeq = 0;
  #unreadAfter;
  #readTimer = null;

  constructor({ chat, conversation, scope, onReply }) {
    this.#chat = chat;
    this.#conversation = conversation;
    this.#onReply = onReply;
    const item = chat.conversations.get(conversation);
    this.#unreadAfter = item?.unread > 0 ? item.readSeq : 0;
    this.#top = el('div', { class: 'list-top' });
    this.#rows = el('ol', { 'class': 'messages', 'data-testid': 'messages', 'aria-label': t('messages') });
    const attributes = {
      'class': 'messages-scroll',
      'tabIndex': 0,
      'role': 'log',
      'aria-label': t('messages'),
      'data-testid': 'messages-scroll',
    };
    this.#scroller = el('div', attributes, this.#top, this.#rows);
    this.#jump = el('button', {
      'class': 'jump',
      'type': 'button',
      'hidden': true,
      'data-testid': 'jump',
      'on': { click: () => this.toEnd() },
    });
    this.element = el('div', { class: 'messages-frame' }, this.#scroller, this.#jump);
    this.#listen(scope);
  }

  /** Shows the end and stays there. */
  toEnd() {
    this.#following = true;
    this.#window.toEnd(this.#log().messages.length);
    this.#render();
  }

  #log() {
    return this.#chat.logs.open(this.#conversation);
  }

  #listen(scope) {
    const { logs, conversations, readers, client } = this.#chat;
    const render = scope.batched(() => this.#render());
    const ifMine = (changed) => changed === this.#conversation && render();
    scope.on(logs, 'change', ifMine);
    scope.on(readers, 'change', ifMine);
    scope.on(conversations, 'change', render);
    scope.on(client.outbox, 'change', render);
    scope.listen(document, 'visibilitychange', () => this.#readSoon());
    scope.listen(window, 'focus', () => this.#readSoon());
    scope.onEnd(() => clearTimeout(this.#readTimer));
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // Pictures, the keyboard of a phone and a growing composer change heights; the end stays in sight.
    const sizes = new ResizeObserver(() => this.#following && this.#scrollToEnd());
    sizes.observe(this.#rows);
    sizes.observe(this.#scroller);
    scope.onEnd(() => sizes.disconnect());
  }

  #render() {
    const log = this.#log();
    const { messages } = log;
    const count = messages.length;
    if (this.#firstSeq > 0) this.#window.shift(log.indexFrom(this.#firstSeq) - this.#window.start);
    if (this.#following || this.#firstSeq === 0) this.#window.growTo(count);
    this.#window.end = Math.min(this.#window.end, count);
    const shown = messages.slice(this.#window.start, this.#window.end);
    // As of now: what comes before the next frame is not shown yet, and must not look like a reader who has left the end.
    this.#showsEnd = this.#window.end === count;
    this.#firstSeq = shown[0]?.seq ?? 0;
    const rows = rowsOf({
      chat: this.#chat,
      conversation: this.#conversation,
      messages: shown,
      before: messages[this.#window.start - 1] ?? null,
      pending: this.#showsEnd ? this.#chat.pending(this.#conversation) : [],
      unreadAfter: this.#unreadAfter,
    });
    this.#keepingPlace(() => this.#place(rows));
    this.#renderEdges(log, rows);
    this.#askReceipts(rows);
    this.#readSoon();
  }

  #place(rows) {
    const make = (row) => {
      const view = new MessageRow(this.#chat, { reply: this.#onReply, jumpTo: (seq) => this.#jumpTo(seq) });
      this.#views.set(view.element, view);
      return view.element;
    };
    keyed(
      this.#rows,
      rows,
      (row) => row.key,
      make,
      (element, row) => this.#views.get(element).update(row),
    );
  }

  /** Changes the rows while the one at the top of the view, or the end, stays where it is. */
  #keepingPlace(change) {
    if (this.#following) {
      change();
      this.#scrollToEnd();
      return;
    }
    const top = this.#scroller.getBoundingClientRect().top;
    const anchor = [...this.#rows.children].find((row) => row.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    change();
    if (anchor?.isConnected) this.#scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  #scrollToEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const log = this.#log();
    const below = scrollHeight - clientHeight - scrollTop;
    this.#following = this.#showsEnd && below < END_PIXELS;
    if (scrollTop < EDGE_PIXELS) this.#showOlder(log);
    else if (below < EDGE_PIXELS && !this.#showsEnd && this.#window.extendDown(log.messages.length))
      this.#rerenderWindow();
    this.#renderJump(log);
    this.#readSoon();
  }

  async #showOlder(log) {
    if (this.#window.extendUp()) {
      this.#rerenderWindow();
      return;
    }
    if (!log.loaded || !log.hasOlder) return;
    try {
      await this.#chat.logs.loadOlder(this.#conversation);
    } catch (error) {
      if (!error.disconnected) toast(errorText(error, 'history'));
      return;
    }
    this.#render();
    if (this.#window.extendUp()) this.#rerenderWindow();
  }

  /** The window itself has moved: its first message is no longer what places it. */
  #rerenderWindow() {
    this.#firstSeq = this.#log().messages[this.#window.start]?.seq ?? 0;
    this.#render();
  }

  #renderEdges(log, rows) {
    const more = !log.loaded || log.hasOlder || this.#window.start > 0;
    if (more) this.#top.replaceChildren(el('span', { 'class': 'spinner', 'aria-label': t('loading') }));
    else if (rows.length === 0) this.#top.replaceChildren(el('p', { class: 'list-start' }, t('messages.none')));
    else this.#top.replaceChildren();
    this.#renderJump(log);
    // A window smaller than the view leaves nothing to scroll: more is shown at once.
    const { scrollHeight, clientHeight } = this.#scroller;
    if (log.loaded && more && clientHeight > 0 && scrollHeight <= clientHeight + EDGE_PIXELS / 2) this.#showOlder(log);
  }

  #renderJump(log) {
    const hidden = log.messages.length - this.#window.end;
    const away = !this.#following && (hidden > 0 || this.#distanceToEnd() > this.#scroller.clientHeight / 2);
    this.#jump.hidden = !away;
    const { unread = 0 } = this.#chat.conversations.get(this.#conversation) ?? {};
    const label = unread > 0 ? t('messages.new', { count: unread }) : '';
    this.#jump.setAttribute('aria-label', label || t('toEnd'));
    this.#jump.replaceChildren(icon('down'), label);
  }

  #distanceToEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop;
  }

  async #jumpTo(seq) {
    const log = this.#log();
    if (!(await this.#loadedBackTo(seq, log))) {
      toast(t('messages.far'));
      return;
    }
    this.#following = false;
    if (log.indexOf(seq) < this.#window.start || log.indexOf(seq) >= this.#window.end) {
      this.#window.around(log.indexOf(seq), log.messages.length);
      this.#rerenderWindow();
    }
    const row = this.#rows.querySelector(`[data-seq="${seq}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.classList.add('is-found');
    setTimeout(() => row?.classList.remove('is-found'), 1500);
  }

  /** Loads older pages, up to a bound, until the message is among them. Resolves to whether it is. */
  async #loadedBackTo(seq, log) {
    for (
      let pages = 0;
      log.indexOf(seq) < 0 && seq < log.oldest && log.hasOlder && pages < MAX_JUMP_PAGES;
      pages += 1
    ) {
      if (!(await attempt(() => this.#chat.logs.loadOlder(this.#conversation), 'history'))) return false;
    }
    return log.indexOf(seq) >= 0;
  }

  /** In a group, how many have read the newest of the user's own messages in the window. */
  #askReceipts(rows) {
    if (groupOf(this.#conversation) === null || this.#chat.client.state !== 'online') return;
    const asked = rows.filter((row) => row.receipt === 'group').map((row) => row.message.seq);
    this.#chat.readers.want(this.#conversation, asked.slice(-MAX_RECEIPTS_ASKED));
  }

  /** What stands at the end of a visible list has been seen. */
  #readSoon() {
    clearTimeout(this.#readTimer);
    this.#readTimer = setTimeout(() => {
      const { newest } = this.#log();
      if (this.#following && !document.hidden && this.#scroller.isConnected)
        this.#chat.read(this.#conversation, newest);
    }, READ_DELAY_MILLIS);
  }
}

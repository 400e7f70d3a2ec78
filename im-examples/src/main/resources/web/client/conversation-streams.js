import { number } from './numbers.js';
import { OrderedStream } from './ordered-stream.js';

const PAGE = 200;

/**
 * How far each conversation has been followed. Messages of a read-diffused group stand in no inbox: their `seq` is what
 * shows a gap, and `history` is what fills it. Of write-diffused conversations the position is kept as well, since a
 * group can turn from one diffusion to the other.
 */
export class ConversationStreams {
  #streams = new Map();
  #filling = new Set();
  #headsKnown = false;
  #clock;
  #history;
  #deliver;
  #onTooFar;
  #limit;

  /**
   * `history(request)` asks the gateway; `onTooFar(conversation)` is told of one that is more than `limit` messages
   * behind, which is then passed over rather than fetched.
   */
  constructor({ clock, history, deliver, onTooFar, limit }) {
    this.#clock = clock;
    this.#history = history;
    this.#deliver = deliver;
    this.#onTooFar = onTooFar;
    this.#limit = limit;
  }

  /** A message that stands in no inbox. Returns false when it is a repeated one. */
  offer(message) {
    return this.#stream(message.conversation, this.#startAt(message.seq - 1)).offer(message.seq, message);
  }

  /** Tells that this conversation is known up to `seq` by another way: its inbox entry, or a page of history. */
  follow(conversation, seq) {
    this.#stream(conversation, seq).skipTo(seq);
  }

  /** Starts to follow at `seq` what was not followed yet. */
  begin(conversation, seq) {
    this.#stream(conversation, seq);
  }

  /** The newest seqs of all read-diffused conversations, as a sync page lists them. */
  async catchUp(heads) {
    for (const head of heads) {
      const stream = this.#stream(head.conversation, this.#startAt(number(head.seq)));
      stream.expect(number(head.seq));
      if (stream.expected > stream.position) await this.#fill(head.conversation);
    }
    this.#headsKnown = true;
  }

  forgetAll() {
    for (const stream of this.#streams.values()) stream.reset(stream.position);
    this.#streams.clear();
    this.#headsKnown = false;
  }

  /** What a device finds at its start is old; what turns up later is new to this user, from its first message on. */
  #startAt(seq) {
    return this.#headsKnown ? 0 : seq;
  }

  #stream(conversation, position) {
    let stream = this.#streams.get(conversation);
    if (stream === undefined) {
      stream = new OrderedStream({
        position,
        clock: this.#clock,
        deliver: this.#deliver,
        onGap: () => this.#fill(conversation).catch(() => {}),
      });
      this.#streams.set(conversation, stream);
    }
    return stream;
  }

  /** Pulls what is missing. When that fails the gap stays, and the next message or head finds it again. */
  async #fill(conversation) {
    const stream = this.#streams.get(conversation);
    if (stream === undefined || this.#filling.has(conversation)) return;
    if (stream.expected - stream.position > this.#limit) {
      stream.reset(stream.expected);
      this.#onTooFar(conversation);
      return;
    }
    this.#filling.add(conversation);
    try {
      let page;
      let known;
      do {
        known = stream.expected;
        page = await this.#history({ conversation, after: stream.position, limit: PAGE });
        for (const message of page.messages) {
          stream.skipTo(message.seq - 1);
          stream.offer(message.seq, message);
        }
      } while (page.hasMore && page.messages.length > 0);
      // What the page lacks this user may not see, or has removed; what came while it was fetched is another gap.
      stream.skipTo(known);
    } finally {
      this.#filling.delete(conversation);
    }
  }
}

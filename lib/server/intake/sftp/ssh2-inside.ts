// What is reached inside ssh2 1.17, which has no way from outside to say why a connection ends, and names signatures that we
// do not take. Both change a packet that ssh2 itself writes, so numbering and encryption stay its own. The tests with real
// clients notice when ssh2 is another inside.
import type { Connection } from 'ssh2';

interface PacketWriter {
  /** Where the payload begins. */
  allocStart: number;
  allocStartKEX: number;
  alloc(payloadBytes: number, isKeyExchange?: boolean): Buffer;
  finalize(packet: Buffer, isKeyExchange?: boolean): Buffer;
}

interface WithProtocol {
  _protocol: {
    disconnect(reason: number): void;
    _onHandshakeComplete: (...given: unknown[]) => void;
    _packetRW: { write: PacketWriter };
  };
}

function hasProtocol(client: object): client is WithProtocol {
  return '_protocol' in client;
}

/** The kind of message and the number, before the words: RFC 4253, section 11.1. */
const BYTES_BEFORE_WORDS = 1 + 4;

/** `textOf` is asked when the connection ends, with the number of the reason; '' says nothing. */
export function sayGoodbye(client: Connection, textOf: (reason: number) => string): void {
  if (!hasProtocol(client)) return;
  const protocol = client._protocol;
  const disconnect = protocol.disconnect.bind(protocol);
  protocol.disconnect = (reason) => {
    const words = Buffer.from(textOf(reason));
    const writer = protocol._packetRW.write;
    const { alloc, finalize } = writer;
    writer.alloc = (bytes, isKeyExchange) =>
      alloc.call(writer, bytes + words.length, isKeyExchange);
    writer.finalize = (packet, isKeyExchange) => {
      const at = writer.allocStartKEX + BYTES_BEFORE_WORDS;
      packet.writeUInt32BE(words.length, at);
      packet.set(words, at + 4);
      // No language.
      packet.writeUInt32BE(0, at + 4 + words.length);
      return finalize.call(writer, packet, isKeyExchange);
    };
    try {
      disconnect(reason);
    } finally {
      writer.alloc = alloc;
      writer.finalize = finalize;
    }
  };
}

const EXT_INFO = 7;

/**
 * Which signatures of a client's key are taken, told once after the key exchange (RFC 8308). ssh2's own list names SHA-1 and
 * DSA, and runs two names into one.
 */
export function nameSignatures(client: Connection, names: readonly string[]): void {
  if (!hasProtocol(client)) return;
  const protocol = client._protocol;
  const complete = protocol._onHandshakeComplete;
  protocol._onHandshakeComplete = (...given) => {
    // Of the first exchange only: later ones tell nothing.
    protocol._onHandshakeComplete = complete;
    const writer = protocol._packetRW.write;
    const { alloc, finalize } = writer;
    writer.finalize = (packet, isKeyExchange) => {
      if (packet[writer.allocStart] !== EXT_INFO)
        return finalize.call(writer, packet, isKeyExchange);
      const payload = extInfo(names);
      const own = alloc.call(writer, payload.length);
      own.set(payload, writer.allocStart);
      return finalize.call(writer, own, isKeyExchange);
    };
    try {
      complete(...given);
    } finally {
      writer.finalize = finalize;
    }
  };
}

function extInfo(names: readonly string[]): Buffer {
  const count = Buffer.from([0, 0, 0, 1]);
  const fields = ['server-sig-algs', names.join(',')].map((text) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, Buffer.from(text)]);
  });
  return Buffer.concat([Buffer.from([EXT_INFO]), count, ...fields]);
}

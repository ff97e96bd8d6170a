// ssh2 ends a connection with a number and no words. The number is in every packet it writes; the words are written into
// the same packet here, because many programs print them and nothing else.
import type { Connection } from 'ssh2';

/** What ssh2 1.17 has inside; the tests with real clients notice when it changes. */
interface PacketWriter {
  /** Where the payload begins. */
  allocStartKEX: number;
  alloc(payloadBytes: number, isKeyExchange?: boolean): Buffer;
  finalize(packet: Buffer, isKeyExchange?: boolean): Buffer;
}

interface WithProtocol {
  _protocol: {
    disconnect(reason: number): void;
    _packetRW: { write: PacketWriter };
  };
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

function hasProtocol(client: object): client is WithProtocol {
  return '_protocol' in client;
}

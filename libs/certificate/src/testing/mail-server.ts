import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived: who for, and its raw text. */
export interface Arrived {
  to: string;
  raw: string;
}

/** A real SMTP server on a free port, which can refuse, be busy, hang up or be away. */
export class MailServer {
  readonly arrived: Arrived[] = [];
  /** SMTP reply for an address at RCPT TO. */
  readonly refuses = new Map<string, number>();
  /** Addresses at whose letters it hangs up in the middle. */
  readonly hangsUpAt = new Set<string>();
  private server: SMTPServer | null = null;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        const responseCode = this.refuses.get(address);
        done(responseCode ? Object.assign(new Error('not here'), { responseCode }) : null);
      },
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo[0]!.address;
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (this.hangsUpAt.has(to)) return this.hangUp();
          this.arrived.push({ to, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Away: its port refuses connections until it is opened again. */
  async close(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private hangUp(): void {
    for (const connection of this.server?.connections ?? [])
      (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
  }
}

/** Headers and decoded text of a letter of one part. */
export function readLetter(raw: string): { headers: string; text: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const headers = head.replace(/\r\n\s+/g, ' ');
  if (/content-transfer-encoding: base64/i.test(headers))
    return { headers, text: Buffer.from(body, 'base64').toString() };
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { headers, text: Buffer.from(bytes, 'latin1').toString() };
}

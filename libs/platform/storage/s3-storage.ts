import { createWriteStream, openAsBlob } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { ConfigError } from '#platform/config';
import { checkedKey, type Storage } from './storage.js';

/** Files in one bucket of S3-compatible storage, addressed by path (`HOST/BUCKET/KEY`), requests signed (SigV4). */
export class S3Storage implements Storage {
  private readonly client: AwsClient;
  /** Address of the bucket, without key, password or a trailing slash. */
  private readonly bucket: string;

  /** `http(s)://KEY:SECRET@HOST/BUCKET?region=REGION`. */
  constructor(url: string) {
    const { protocol, host, pathname, username, password, searchParams } = new URL(url);
    this.bucket = `${protocol}//${host}${pathname}`;
    this.client = new AwsClient({
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
      service: 's3',
      region: searchParams.get('region') ?? 'us-east-1',
      // Each waits twice as long as the one before: half a second at most in all.
      retries: 3,
    });
  }

  /** Asks for the bucket once, so that a wrong key is told at the start and not at the first certificate. */
  async check(): Promise<void> {
    const answer = await this.client.fetch(this.bucket, { method: 'HEAD' }).catch((error: unknown) => {
      throw new ConfigError(`STORAGE_URL: ${this.bucket} cannot be reached (${reasonOf(error)}).`);
    });
    if (!answer.ok) {
      const why = answer.status === 404 ? 'there is no such bucket' : 'the key is refused';
      throw new ConfigError(`STORAGE_URL: ${this.bucket} answers ${answer.status}: ${why}.`);
    }
  }

  async put(key: string, content: Buffer | Readable): Promise<number> {
    if (Buffer.isBuffer(content)) return this.send(key, new Blob([new Uint8Array(content)]));
    // S3 wants the size first: a stream whose end is not known yet is kept in a file of its own until it ends.
    checkedKey(key);
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hocvuso-'));
    try {
      const part = path.join(folder, 'part');
      await pipeline(content, createWriteStream(part));
      return await this.send(key, await openAsBlob(part));
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async read(key: string): Promise<Buffer> {
    return Buffer.from(await (await this.get(key)).arrayBuffer());
  }

  stream(key: string, range?: { start: number; end: number }): Readable {
    return Readable.from(this.chunks(key, range), { objectMode: false });
  }

  async size(key: string): Promise<number | null> {
    const answer = await this.ask('HEAD', key);
    return answer.status === 404 ? null : Number(answer.headers.get('content-length'));
  }

  async remove(key: string): Promise<void> {
    await this.ask('DELETE', key);
  }

  private async send(key: string, content: Blob): Promise<number> {
    await this.ask('PUT', key, { body: content });
    return content.size;
  }

  private async *chunks(key: string, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
    const { body } = await this.get(key, range && { range: `bytes=${range.start}-${range.end}` });
    if (body) yield* body;
  }

  private async get(key: string, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await this.ask('GET', key, { headers });
    if (answer.status !== 404) return answer;
    throw Object.assign(new Error(`No file ${key} in storage`), { code: 'ENOENT' });
  }

  /** The answer when it is one: done, found, or not there; the body of a GET is still to be read. */
  private async ask(
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
    key: string,
    init: RequestInit = {},
  ): Promise<Response> {
    const answer = await this.client.fetch(`${this.bucket}/${checkedKey(key)}`, { ...init, method });
    if (!answer.ok || method !== 'GET') await answer.body?.cancel();
    // A file may be missing; a place to put one may not.
    if (answer.ok || (answer.status === 404 && method !== 'PUT')) return answer;
    throw new Error(`Storage answered ${answer.status} to ${method} ${key}`);
  }
}

const reasonOf = (error: unknown): string =>
  String(((error as Error).cause as Error | undefined)?.message ?? (error as Error).message);

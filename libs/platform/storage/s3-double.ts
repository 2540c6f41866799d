import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small S3 for tests: one bucket, path-style, objects in memory. Checks each signature by AWS's own recipe
 * (Signature Version 4, docs.aws.amazon.com/IAM, "Create a signed AWS API request"), written apart from the client.
 */
export class S3Double {
  readonly objects = new Map<string, Buffer>();
  /** Status codes to answer with before serving again. */
  readonly failures: number[] = [];
  readonly key = 'GK0123456789abcdef01234567';
  readonly secret = 'a/secret+with=signs';
  private readonly server = http.createServer((request, response) => void this.serve(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  url({ bucket = 'hocvuso', secret = this.secret } = {}): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://${this.key}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${bucket}?region=garage`;
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const failure = this.failures.shift();
    const answer = (status: number, body: Buffer | string = '', headers: http.OutgoingHttpHeaders = {}) =>
      response.writeHead(status, { 'content-length': body.length, ...headers }).end(body);
    if (failure) return void answer(failure);
    if (!this.signed(request)) return void answer(403, '<Code>SignatureDoesNotMatch</Code>');
    const [, bucket, ...rest] = (request.url as string).split('/');
    if (bucket !== 'hocvuso') return void answer(404, '<Code>NoSuchBucket</Code>');
    const key = rest.join('/');
    if (request.method === 'PUT') {
      // As real storage does: a body of unknown length is refused.
      if (request.headers['content-length'] === undefined) return void answer(411);
      this.objects.set(key, Buffer.concat(chunks));
      return void answer(200);
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return void answer(204);
    }
    const found = key === '' ? Buffer.alloc(0) : this.objects.get(key);
    if (!found) return void answer(404, '<Code>NoSuchKey</Code>');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const part = range ? found.subarray(Number(range[1]), Number(range[2]) + 1) : found;
    if (request.method === 'HEAD')
      return void response.writeHead(200, { 'content-length': part.length }).end();
    answer(range ? 206 : 200, part);
  }

  private signed(request: http.IncomingMessage): boolean {
    const given =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      );
    if (!given) return false;
    const [, key, date, region, names, signature] = given as unknown as string[];
    const at = String(request.headers['x-amz-date']);
    const age = Math.abs(
      Date.now() - Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')),
    );
    if (key !== this.key || region !== 'garage' || !at.startsWith(String(date)) || !(age < 15 * 60_000))
      return false;
    if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names?.split(';').includes(name)))
      return false;
    const [path, query = ''] = (request.url as string).split('?');
    const canonical = [
      request.method,
      path,
      query,
      ...String(names)
        .split(';')
        .map((name) => `${name}:${String(request.headers[name]).trim()}`),
      '',
      names,
      request.headers['x-amz-content-sha256'],
    ].join('\n');
    const scope = `${date}/${region}/s3/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join(
      '\n',
    );
    const derived = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(
      (sum, part) => createHmac('sha256', sum).update(String(part)).digest(),
      `AWS4${this.secret}`,
    );
    return createHmac('sha256', derived).update(text).digest('hex') === signature;
  }
}

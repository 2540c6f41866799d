import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DCLinter } from 'dclint';
import { parse } from 'yaml';
import { loadConfig } from '#platform/config';
import { projectRoot } from '#platform/i18n';

const file = (name: string) => path.join(projectRoot, 'docker', name);
const text = (name: string) => fs.readFileSync(file(name), 'utf8');

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks?: Record<string, { ipv4_address: string }>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
}
/** What the linter's own types say, which need another module resolution. */
interface LintResult {
  messages: { type: string; rule: string; message: string }[];
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, object>;
  networks: Record<string, { ipam: { config: { subnet: string }[] } }>;
}

const compose = parse(text('compose.yml'), { merge: true }) as Compose;
const service = (name: string): Service => compose.services[name] as Service;
const OWN = ['migrate', 'web', 'worker'];
const dockerfile = text('Dockerfile')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line));
const instructions = (name: string) =>
  dockerfile.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

/** `${NAME:?why}` filled in as Compose would from `.env`. */
const fill = (value: string, env: Record<string, string>) =>
  value.replace(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name: string) => env[name] ?? '');
const ENV = {
  POSTGRES_PASSWORD: 'database-password',
  PUBLIC_URL: 'https://hoc.example',
  SECRET: 'a-secret-of-more-than-thirty-two-characters',
  STORAGE_KEY: 'GK0123456789abcdef01234567',
  STORAGE_SECRET: '0123456789abcdef'.repeat(4),
  STORAGE_RPC_SECRET: 'fedcba9876543210'.repeat(4),
};
/** The source of a program that the image starts by its built name. */
const sourceOf = (built: string) =>
  path.join(projectRoot, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

describe('docker/compose.yml', () => {
  test('is valid by the Compose schema, and no rule of the linter calls it an error', () => {
    // The proxy is the one service that the world must reach.
    const linter = new DCLinter({
      rules: { 'no-unbound-port-interfaces': 0 },
      quiet: true,
      debug: false,
      exclude: [],
    });
    const results = linter.lintFiles([file('compose.yml')], false) as LintResult[];
    const messages = results.flatMap((result) => result.messages);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((message) => message.type === 'error')).toEqual([]);
  });

  test('has what one host needs', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'migrate',
      'postgres',
      'proxy',
      'redis',
      'storage',
      'web',
      'worker',
    ]);
  });

  test.each(OWN)('%s sets only variables that the configuration knows, and they are valid', (name) => {
    const environment = service(name).environment as Record<string, string>;
    const known = fs.readFileSync(path.join(projectRoot, 'libs/platform/config/index.ts'), 'utf8');
    for (const variable of Object.keys(environment)) expect(known).toContain(`  ${variable}: `);
    const filled = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, fill(value, ENV)]),
    );
    expect(loadConfig({ ...filled, DATA_DIR: path.join(projectRoot, '.data/test') })).toMatchObject({
      databaseUrl: 'postgresql://hocvuso:database-password@postgres:5432/hocvuso',
      redisUrl: 'redis://redis:6379',
      publicUrl: 'https://hoc.example',
      demo: false,
    });
  });

  test('asks for every secret before anything starts, and keeps none itself', () => {
    const names = [...text('compose.yml').matchAll(/\$\{(\w+)(:\?)?/g)];
    const asked = new Set(names.filter((match) => match[2]).map((match) => match[1]));
    expect([...asked].sort()).toEqual(Object.keys(ENV).sort());
    expect([...new Set(names.map((match) => match[1]))].sort()).toEqual([...asked].sort());
  });

  test('every address inside a variable is a service on the port it listens on', () => {
    const { DATABASE_URL, REDIS_URL, STORAGE_URL } = service('web').environment as Record<string, string>;
    const at = (url: string | undefined) => new URL(fill(url as string, ENV)).host;
    expect([DATABASE_URL, REDIS_URL, STORAGE_URL].map(at)).toEqual([
      'postgres:5432',
      'redis:6379',
      'storage:3900',
    ]);
    expect(text('garage.toml')).toContain('api_bind_addr = "[::]:3900"');
    expect(text('garage.toml')).toContain('s3_region = "garage"');
    expect(STORAGE_URL).toContain(
      `/${service('storage').environment?.['GARAGE_DEFAULT_BUCKET']}?region=garage`,
    );
  });

  test('web believes its proxy, which has a fixed address, and nobody else', () => {
    const address = service('proxy').networks?.['default']?.ipv4_address as string;
    expect(service('web').environment?.['TRUST_PROXY']).toBe(address);
    const subnet = compose.networks['default']?.ipam.config[0]?.subnet as string;
    expect(subnet).toMatch(/\.0\/24$/);
    expect(address.startsWith(subnet.replace(/0\/24$/, ''))).toBe(true);
    expect(service('web').ports).toBeUndefined();
  });

  test('waits for what can tell that it is ready, and names only volumes that exist', () => {
    for (const [name, { depends_on: needs, volumes = [] }] of Object.entries(compose.services)) {
      for (const [needed, { condition }] of Object.entries(needs ?? {})) {
        const ready = service(needed).healthcheck ?? (OWN.includes(needed) ? { test: ['image'] } : undefined);
        if (condition === 'service_healthy')
          expect([name, needed, ready?.test]).toContainEqual(expect.any(Array));
        else expect([needed, condition]).toEqual(['migrate', 'service_completed_successfully']);
      }
      for (const [source] of volumes.map((each) => each.split(':') as [string]))
        if (source.startsWith('.')) expect(fs.existsSync(file(source))).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
    }
    const used = Object.values(compose.services).flatMap((each) => each.volumes ?? []);
    for (const volume of Object.keys(compose.volumes))
      expect(used.some((each) => each.startsWith(`${volume}:`))).toBe(true);
  });

  test('every command starts a program that exists', () => {
    for (const name of OWN) {
      const [node, program] =
        service(name).command ?? (JSON.parse(instructions('CMD')[0] as string) as string[]);
      expect(node).toBe('node');
      expect(fs.existsSync(sourceOf(program as string))).toBe(true);
    }
  });
});

describe('docker/Dockerfile', () => {
  test('copies files that exist, and that are not kept out of the build', () => {
    const ignored = fs
      .readFileSync(path.join(projectRoot, '.dockerignore'), 'utf8')
      .split('\n')
      .filter(Boolean);
    const sources = instructions('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(sources).toContain('package-lock.json');
    for (const source of sources) {
      expect(fs.existsSync(path.join(projectRoot, source))).toBe(true);
      expect(ignored).not.toContain(source);
    }
    for (const build of [service('web').build, service('worker').build])
      expect(
        fs.existsSync(
          path.join(projectRoot, 'docker', build?.context as string, build?.dockerfile as string),
        ),
      ).toBe(true);
  });

  test('has settings that the configuration accepts, on the port it exposes and checks', () => {
    const settings = Object.fromEntries(
      instructions('ENV').flatMap((line) =>
        line.split(' ').map((pair) => pair.split('=') as [string, string]),
      ),
    );
    const config = loadConfig({
      ...settings,
      DATABASE_URL: 'postgresql://u:p@postgres/hocvuso',
      DATA_DIR: path.join(projectRoot, '.data/test'),
    });
    expect(config).toMatchObject({ host: '0.0.0.0', demo: false, nodeEnv: 'production' });
    expect(instructions('EXPOSE')).toEqual([String(config.port)]);
    expect(dockerfile.find((line) => line.startsWith('HEALTHCHECK'))).toContain(
      `http://127.0.0.1:${config.port}/health/ready`,
    );
    expect(instructions('USER')).toEqual(['node']);
  });
});

test('docker/Caddyfile serves the public address and passes on to the port of web', () => {
  const lines = text('Caddyfile')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(lines).toEqual(['{$PUBLIC_URL}', `reverse_proxy web:${instructions('EXPOSE')[0]}`]);
  expect(service('proxy').environment).toEqual({ PUBLIC_URL: `\${PUBLIC_URL}` });
  expect(service('proxy').ports).toEqual(['80:80', '443:443']);
});

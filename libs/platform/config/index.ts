import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { isIP } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type MailConfig, mailConfig, mailVariables } from './mail.js';
import { type SigningConfig, signingConfig, signingVariables } from './signing.js';

export type { MailConfig } from './mail.js';
export type { SigningConfig } from './signing.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/**
 * `false`, or addresses, subnets and the names loopback, linklocal, uniquelocal. No number of hops: it would
 * believe whoever reaches the port (fastify ignores it for that reason).
 */
const trustProxy = z.string().transform((value, context): string[] => {
  if (value === 'false') return [];
  const peers = value.split(',').map((each) => each.trim());
  for (const peer of peers)
    if (!isPeer(peer)) context.addIssue(`“${peer}” is no address or subnet of a proxy`);
  return peers;
});

function isPeer(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

const storageUrl = z.url({ protocol: /^https?$/ }).refine((value) => {
  const { username, password, pathname } = new URL(value);
  return username !== '' && password !== '' && /^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(pathname);
}, 'is http(s)://KEY:SECRET@HOST/BUCKET?region=REGION');

/** A page is made by one thread; PostgreSQL, the worker and argon2 have the other half of the cores (ADR 0021). */
const webProcesses = () => Math.min(4, Math.max(1, Math.floor(os.availableParallelism() / 2)));

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: trustProxy.default(['loopback']),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(16),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  STORAGE_URL: storageUrl.optional(),
  DEMO: flag.optional(),
  SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STAFF_SECOND_FACTOR: z.enum(['optional', 'required']).default('optional'),
  WEB_PROCESSES: z.coerce.number().int().min(1).max(32).default(webProcesses),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  WORKER_NICE: z.coerce.number().int().min(0).max(19).default(10),
  ...signingVariables.shape,
  ...mailVariables.shape,
});

export interface Config {
  nodeEnv: 'development' | 'production' | 'test';
  host: string;
  port: number;
  /** Absolute folder of everything this installation keeps on disk. */
  dataDir: string;
  /** Origin that learners see, without a trailing slash. */
  publicUrl: string;
  databaseUrl: string;
  databasePool: number;
  redisUrl: string | null;
  /** S3-compatible storage as `http(s)://KEY:SECRET@HOST/BUCKET?region=REGION`; null: files lie in the data folder. */
  storageUrl: string | null;
  /** Addresses and subnets of the reverse proxies whose X-Forwarded-For is believed; nobody else's is. */
  trustProxy: string[];
  /** Demo mode opens a one-click sign-in door: loopback and the embedded database only. */
  demo: boolean;
  /** Key for CSRF tokens and signed links. */
  secret: string;
  /** Whether people with a role beyond learning may, or must, sign in with a second factor. */
  staffSecondFactor: 'optional' | 'required';
  logLevel: string;
  /** How many processes share the port of the web. */
  webProcesses: number;
  workerConcurrency: number;
  /** How far the worker stands back for the processor, 0 (not at all) to 19: pages that people wait for go first. */
  workerNice: number;
  signing: SigningConfig;
  /** Null: no mail is sent. */
  mail: MailConfig | null;
}

export const CONFIG = Symbol('CONFIG');

/** A setting that cannot work; its message is written for the operator. */
export class ConfigError extends Error {}

/** Reads and validates the environment. Throws {@link ConfigError} naming every wrong variable. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  const dataDir = path.resolve(value.DATA_DIR);
  const embedded = value.DATABASE_URL === undefined;
  const demo = value.DEMO ?? embedded;
  if (demo) refuseUnsafeDemo(value.HOST, embedded);
  return {
    nodeEnv: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT,
    dataDir,
    publicUrl: (value.PUBLIC_URL ?? `http://${value.HOST}:${value.PORT}`).replace(/\/$/, ''),
    databaseUrl: value.DATABASE_URL ?? embeddedUrl(dataDir),
    databasePool: value.DATABASE_POOL,
    redisUrl: value.REDIS_URL ?? null,
    storageUrl: value.STORAGE_URL ?? null,
    trustProxy: value.TRUST_PROXY,
    demo,
    secret: value.SECRET ?? storedSecret(dataDir),
    staffSecondFactor: value.STAFF_SECOND_FACTOR,
    logLevel: value.LOG_LEVEL,
    webProcesses: value.WEB_PROCESSES,
    workerConcurrency: value.WORKER_CONCURRENCY,
    workerNice: value.WORKER_NICE,
    signing: signingConfig(value, (problem) => {
      throw new ConfigError(problem);
    }),
    mail: mailConfig(value, (problem) => {
      throw new ConfigError(problem);
    }),
  };
}

function refuseUnsafeDemo(host: string, embedded: boolean): void {
  if (!embedded) throw new ConfigError('DEMO=true refuses an outside database: unset DATABASE_URL or DEMO.');
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    throw new ConfigError(
      `DEMO=true binds loopback only: HOST=${host} is refused. Set DEMO=false to serve others.`,
    );
  }
}

/** The launcher that starts the embedded server writes its address here. */
function embeddedUrl(dataDir: string): string {
  const file = path.join(dataDir, 'runtime.json');
  if (!fs.existsSync(file)) {
    throw new ConfigError(`No DATABASE_URL and no embedded database in ${dataDir}: start it with npm start.`);
  }
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { databaseUrl: string }).databaseUrl;
}

function storedSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  fs.mkdirSync(dataDir, { recursive: true });
  try {
    fs.writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8').trim();
}

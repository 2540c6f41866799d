import path from 'node:path';
import type { Config } from '#platform/config';
import { DiskStorage } from './disk-storage.js';
import { S3Storage } from './s3-storage.js';
import type { Storage } from './storage.js';

export { STORAGE, type Storage } from './storage.js';

/** S3-compatible storage when STORAGE_URL is set, else the data folder. Throws a ConfigError when it cannot serve. */
export async function openStorage(config: Pick<Config, 'storageUrl' | 'dataDir'>): Promise<Storage> {
  if (!config.storageUrl) return new DiskStorage(path.join(config.dataDir, 'storage'));
  const storage = new S3Storage(config.storageUrl);
  await storage.check();
  return storage;
}

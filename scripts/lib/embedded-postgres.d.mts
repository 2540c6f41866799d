export interface EmbeddedCluster {
  url(database?: string): string;
  port: number;
  joined: boolean;
  home: string;
  stop(): Promise<void>;
}
export function startPostgres(options: {
  dataDir: string;
  port?: number;
  settings?: Record<string, string>;
  say?: (line: string) => void;
}): Promise<EmbeddedCluster>;
export function freePort(from: number, host?: string): Promise<number>;
export function portIsFree(port: number, host?: string): Promise<boolean>;

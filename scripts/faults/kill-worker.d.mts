export function killWorkers(options: {
  kills: number;
  attempts: number;
  folder: string;
  redisUrl: string | undefined;
  say: (line: string) => void;
}): Promise<{ kills: number; attempts: number; certificates: number; seconds: number; broken: string[] }>;

export function killWeb(options: {
  kills: number;
  attempts: number;
  answers: number;
  folder: string;
  say: (line: string) => void;
}): Promise<{ kills: number; attempts: number; acknowledged: number; seconds: number; broken: string[] }>;

import type { QuestionInput } from '../bank/question.input.js';

/** Never to reach a browser before release. */
export const CANARY = 'BÍMẬT-chim-hoàng-yến';

export const single = (externalId: string, more: Partial<QuestionInput> = {}): QuestionInput => ({
  externalId,
  type: 'single',
  stem: `Câu ${externalId}: cách làm nào đúng?`,
  body: {
    options: [
      { text: 'Dán toàn bộ đơn vào công cụ công cộng', feedback: `${CANARY} lộ dữ liệu` },
      { text: 'Bỏ thông tin cá nhân rồi mới dùng', correct: true },
      { text: 'Gửi qua nhóm trò chuyện' },
      { text: 'Không làm gì' },
    ],
  },
  explanation: `${CANARY} vì dữ liệu cá nhân phải được giữ kín.`,
  component: '6.1',
  lesson: '01-bai-mot',
  tags: ['a'],
  ...more,
});

/** Right: a and b; wrong: c and d. */
export const multiple = (externalId: string, more: Partial<QuestionInput> = {}): QuestionInput => ({
  externalId,
  type: 'multiple',
  stem: `Câu ${externalId}: những việc nào đúng?`,
  body: {
    options: [
      { text: 'Kiểm tra nguồn', correct: true },
      { text: 'Hỏi người phụ trách', correct: true },
      { text: 'Tin ngay', feedback: CANARY },
      { text: 'Chuyển tiếp cho mọi người' },
    ],
  },
  explanation: CANARY,
  component: '4.2',
  lesson: '02-bai-hai',
  tags: ['a'],
  ...more,
});

export const statement = (externalId: string, more: Partial<QuestionInput> = {}): QuestionInput => ({
  externalId,
  type: 'true-false',
  stem: `Câu ${externalId}: phát biểu này đúng.`,
  body: { answer: true },
  explanation: CANARY,
  component: '6.1',
  tags: ['a'],
  ...more,
});

export const figures = {
  about: '超时、工作量、满意度与责任，点开即是案件。',
};

export const retention = {
  about: '应当事人要求或依法删除文字。',
};

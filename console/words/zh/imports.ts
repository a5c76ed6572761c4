export const imports = {
  about: '把表格中的记录导入为案件。',
};

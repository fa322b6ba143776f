#include "bench/words.h"

#include <sstream>

namespace zeroline::bench {
namespace {

constexpr std::string_view kEnglish =
    "the to and your a in is of on if you for not it or with open select this can from then when "
    "password account sign screen computer network printer phone file folder settings window "
    "message error connection update application office server browser page button user meeting "
    "sound camera access shared drive request support team company device code second factor "
    "remote tunnel certificate mailbox calendar attachment signature backup battery keyboard "
    "restart install remove change choose check enter send wait connect disconnect unlock reset "
    "forgotten locked slow missing wrong new old full empty secure temporary default guest local";
constexpr std::string_view kEnglishStems =
    "print connect configur synchron author encrypt install disconnect authentic mail archiv "
    "calendar restor approv migrat record transfer monitor schedul diagnos verif render mount "
    "partition compress index filter forward delegat register activ licens project dock charg";
constexpr std::string_view kEnglishEndings =
    "e ed es ing ation ations able er ers or ive ively ment ments ability ized izing";

constexpr std::string_view kRussian =
    "в и на не с что для если это по вы как или из к его от при то нажмите откройте выберите "
    "пароль учётная запись компьютер сеть принтер телефон файл папка настройки окно сообщение "
    "ошибка подключение обновление приложение сервер браузер страница кнопка пользователь "
    "встреча звук камера доступ общий диск заявка поддержка отдел устройство код второй фактор "
    "удалённый сертификат почта календарь вложение подпись копия батарея клавиатура проверьте "
    "перезагрузите установите удалите измените введите отправьте подождите подключитесь сбросьте "
    "забытый заблокирован медленно ещё новый старый полный пустой временный гостевой местный";
constexpr std::string_view kRussianStems =
    "подключ настро установ провер обнов загруз отправ перенес сохран удал восстанов синхрон "
    "зарегистр актив шифр архив календар пересыл печат подтвержд разреш ограничен соедин включ "
    "выключ перезапуск переключ блокир запрос сертифик компьютер устройств приложен";
constexpr std::string_view kRussianEndings =
    "ение ения ению ением ить ил ила или ите ены енный енная енные енного а у ом ами ах ировать";

constexpr std::string_view kPolish =
    "w i na nie z do się jest że dla jeśli to po jak lub od przy ten aby można wybierz otwórz "
    "hasło konto komputer sieć drukarka telefon plik folder ustawienia okno komunikat błąd "
    "połączenie aktualizacja aplikacja serwer przeglądarka strona przycisk użytkownik spotkanie "
    "dźwięk kamera dostęp udostępniony dysk zgłoszenie pomoc dział urządzenie kod drugi składnik "
    "zdalny certyfikat poczta kalendarz załącznik podpis kopia bateria klawiatura sprawdź "
    "uruchom zainstaluj usuń zmień wpisz wyślij poczekaj połącz rozłącz odblokuj zresetuj "
    "zapomniane zablokowane wolno nowy stary pełny pusty tymczasowy domyślny gościnny lokalny";
constexpr std::string_view kPolishStems =
    "połącz ustaw instal sprawdz aktualiz pobier wysył przenos zapis usuw przywrac synchroniz "
    "rejestr aktyw szyfr archiw kalendarz przekier druk potwierdz zezwal ogranicz włącz wyłącz "
    "uruchom przełącz blok zgłosz certyfik komputer urządz aplik";
constexpr std::string_view kPolishEndings =
    "enie enia eniu eniem ać ał ała ali asz ony ona one onego ą ę ami ach owi owany owanie";

constexpr std::string_view kChinese =
    "的 在 和 请 您 如果 可以 不 是 然后 打开 选择 密码 账户 登录 屏幕 电脑 网络 打印机 手机 文件 "
    "文件夹 设置 窗口 消息 错误 连接 更新 应用 办公室 服务器 浏览器 页面 按钮 用户 会议 声音 "
    "摄像头 "
    "权限 共享 硬盘 请求 支持 团队 公司 设备 验证码 双重 验证 远程 证书 邮箱 日历 附件 签名 备份 "
    "电池 键盘 重启 安装 删除 更改 检查 输入 发送 等待 断开 解锁 重置 忘记 锁定 缓慢 缺少 新 旧 满 "
    "空";
constexpr std::string_view kChineseStems =
    "打印 连接 配置 同步 授权 加密 安装 认证 邮件 归档 恢复 审批 迁移 录音 传输 监控 诊断 渲染 "
    "压缩 "
    "索引 过滤 转发 注册 激活 许可 投影 充电 扫描 共享 权限";
constexpr std::string_view kChineseEndings =
    "器 状态 失败 成功 服务 选项 列表 记录 方式 时间 地址 程序 中心 管理 工具 说明 任务 限制";

std::vector<std::string> Split(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Every stem with every ending, and pairs of stems: some thousands of forms.
std::vector<std::string> Stretch(std::string_view stems, std::string_view endings) {
  const std::vector<std::string> heads = Split(stems);
  const std::vector<std::string> tails = Split(endings);
  std::vector<std::string> words;
  for (const std::string& head : heads) {
    for (const std::string& tail : tails) words.push_back(head + tail);
  }
  for (const std::string& first : heads) {
    for (std::size_t i = 0; i < heads.size(); ++i) {
      words.push_back(first + heads[i] + tails[i % tails.size()]);
    }
  }
  return words;
}

}  // namespace

const Words& WordsOf(std::string_view language) {
  static const Words english{" ", ".", Split(kEnglish), Stretch(kEnglishStems, kEnglishEndings)};
  static const Words russian{" ", ".", Split(kRussian), Stretch(kRussianStems, kRussianEndings)};
  static const Words polish{" ", ".", Split(kPolish), Stretch(kPolishStems, kPolishEndings)};
  static const Words chinese{"", "。", Split(kChinese), Stretch(kChineseStems, kChineseEndings)};
  if (language == "ru") return russian;
  if (language == "pl") return polish;
  if (language == "zh") return chinese;
  return english;
}

}  // namespace zeroline::bench

package standin.mail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class MemoryMailStore implements MailStore {

    private final List<ReceivedMail> mails = new CopyOnWriteArrayList<>();

    @Override
    public void add(ReceivedMail mail) {
        mails.add(mail);
    }

    @Override
    public List<ReceivedMail> all() {
        return List.copyOf(mails);
    }

    @Override
    public void clear() {
        mails.clear();
    }

}

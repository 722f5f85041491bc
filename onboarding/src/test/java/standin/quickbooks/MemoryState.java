package standin.quickbooks;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

final class MemoryState implements QuickBooksState {

    private final Map<String, Grant> grants = new LinkedHashMap<>();

    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private final List<Bookkeeping.Done> done = new CopyOnWriteArrayList<>();

    @Override
    public synchronized void put(Grant grant) {
        grants.put(grant.id(), grant);
    }

    @Override
    public synchronized Optional<Grant> grant(String id) {
        return Optional.ofNullable(grants.get(id));
    }

    @Override
    public synchronized List<Grant> grants() {
        return List.copyOf(grants.values());
    }

    @Override
    public void put(Code code) {
        codes.put(code.value(), code);
    }

    @Override
    public Optional<Code> code(String value) {
        return Optional.ofNullable(codes.get(value));
    }

    @Override
    public void put(Token token) {
        tokens.put(token.value(), token);
    }

    @Override
    public Optional<Token> token(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    @Override
    public void add(Bookkeeping.Done one) {
        done.add(one);
    }

    @Override
    public List<Bookkeeping.Done> done(String realmId) {
        return done.stream().filter(one -> one.realmId().equals(realmId)).toList();
    }

    @Override
    public void add(Call call) {
        calls.add(call);
    }

    @Override
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public LocalDate booksUntil(LocalDate today) {
        return today;
    }

    @Override
    public synchronized void clear() {
        grants.clear();
        codes.clear();
        tokens.clear();
        calls.clear();
        done.clear();
        done.clear();
    }

}
